internal import CSpawn

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a process may take.
struct ProcessLimits: Sendable {
    /// Bytes of memory that it may have mapped.
    var memory = 1 << 30
    /// Seconds of processor time.
    var processorSeconds = 5
    /// Bytes of a file that it may write.
    var fileSize = 4 << 20
    /// How long it may take altogether.
    var time = Duration.seconds(15)
}

/// A process that is kept within limits: it has no files but its input and output, and is killed when its time is up.
struct LimitedProcess {
    /// How it ended.
    enum End: Equatable {
        case succeeded
        case failed
        /// There is no such program.
        case missing
    }

    let arguments: [String]
    let limits: ProcessLimits
    let searchPath: String
    /// The only folder that it is told of.
    let folder: String

    private static let pause: useconds_t = 2000

    /// Runs it; blocks until it has ended.
    ///
    /// - Parameters:
    ///   - input: The file that it reads.
    ///   - output: The file that it writes, emptied before.
    /// - Returns: How it ended.
    func run(input: String, output: String) -> End {
        guard let path = Self.find("prlimit", in: searchPath), Self.find(arguments[0], in: searchPath) != nil else {
            return .missing
        }
        guard let process = spawn(path, input: input, output: output) else { return .failed }
        let deadline = ContinuousClock.now + limits.time
        var status: CInt = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            if ended < 0, errno != EINTR { return .failed }
            if ContinuousClock.now > deadline {
                // The whole group; its number is not anybody else's, for it has not been waited for.
                kill(-process, SIGKILL)
            }
            usleep(Self.pause)
        }
        return status == 0 ? .succeeded : .failed
    }

    private func spawn(_ path: String, input: String, output: String) -> pid_t? {
        let command = [
            "prlimit", "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--fsize=\(limits.fileSize)",
            "--core=0", "--nofile=64", "--",
        ]
        let environment = [
            "PATH=\(searchPath)", "HOME=\(folder)", "TMPDIR=\(folder)", "VIPS_BLOCK_UNTRUSTED=1",
            "VIPS_CONCURRENCY=1", "MALLOC_ARENA_MAX=1", "LC_ALL=C",
        ]
        // Owned here until the process has its own copies.
        let argv = (command + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        parley_spawn_close_from(&actions, 3)
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var process: pid_t = 0
        return posix_spawn(&process, path, &actions, &attributes, argv, envp) == 0 ? process : nil
    }

    private static func find(_ name: String, in path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
