import Foundation

/// What the system knows about this process, under the names that Prometheus dashboards expect.
///
/// Read from `/proc` at each exposition; what a system does not tell is left out.
package enum ProcessMetrics {
    static func write(to writer: inout ExpositionWriter) {
        gauge("process_resident_memory_bytes", "Memory in use, in bytes.", residentMemory, to: &writer)
        gauge("process_open_fds", "Open files and sockets.", openFiles, to: &writer)
        gauge("process_max_fds", "The most files and sockets that may be open.", openFilesLimit, to: &writer)
        writer.family("process_cpu_seconds_total", .counter, help: "Processor time used, in seconds.")
        writer.sample("process_cpu_seconds_total", MetricLabels([]), processorTime / .seconds(1))
    }

    private static func gauge(_ name: String, _ help: String, _ value: Int64?, to writer: inout ExpositionWriter) {
        guard let value else { return }
        writer.family(name, .gauge, help: help)
        writer.sample(name, MetricLabels([]), value)
    }

    private static var residentMemory: Int64? {
        // The second number of statm counts resident pages.
        let pages = text(of: "/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
        return pages.map { $0 * Int64(sysconf(Int32(_SC_PAGESIZE))) }
    }

    private static var openFiles: Int64? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Int64($0.count) }
    }

    private static var openFilesLimit: Int64? {
        text(of: "/proc/self/limits")?.split(separator: "\n").first { $0.hasPrefix("Max open files") }?
            .split(separator: " ").dropFirst(3).first.flatMap { Int64($0) }
    }

    /// Processor time that the process has used so far; zero where the system does not tell.
    package static var processorTime: Duration {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
