extension KafkaEventLog {
    /// Where the brokers are, and how patient and how greedy the log is.
    package struct Settings: Sendable, Equatable {
        /// The brokers to begin with, `host:port`, separated by commas.
        package var brokers: String
        /// Further settings by librdkafka's names, for encryption and passwords.
        ///
        /// They cannot change what the promises of the log rest on.
        package var options: [String: String] = [:]
        /// How many partitions the topics have that leave it to the log.
        ///
        /// At least 1; the same for all programs, and for as long as the topics are there. Default
        /// ``LogTopic/usualPartitions``.
        package var partitions = LogTopic.usualPartitions
        /// How many copies of a new topic's records there are.
        ///
        /// Default -1: as many as the brokers are set to.
        package var replicas = -1
        /// How long an append waits for the brokers before it fails.
        ///
        /// Default 4 s: a caller with the usual deadline of 5 s still gets a clear answer.
        package var appendTimeout = Duration.seconds(4)
        /// How long a call that appends waits for room in the queue before what has found none fails.
        ///
        /// Default 1 s: a short stall is bridged.
        package var appendWait = Duration.seconds(1)
        /// The most records that wait to be sent.
        ///
        /// Default 65,536: 3 s of 20,000 messages a second.
        package var queuedRecords = 65_536
        /// How long a silent consumer keeps its partitions.
        ///
        /// Default 6 s, so that service resumes within 10 s of a crash.
        package var sessionTimeout = Duration.seconds(6)
        /// How often offsets are committed while nothing else makes it happen.
        ///
        /// Default 1 s: bounds what is delivered again after a crash.
        package var commitInterval = Duration.seconds(1)
        /// How long a broker may hold back its answer while there is nothing to read.
        ///
        /// Default 500 ms: a broker answers earlier as soon as there is something.
        package var fetchWait = Duration.milliseconds(500)
        /// The same for ``LogTopic/event``, whose readers are many and in less of a hurry.
        ///
        /// Default 500 ms.
        package var eventFetchWait = Duration.milliseconds(500)
        /// How many records of a partition wait for the processor before reading it pauses.
        ///
        /// Default 2,048: four batches.
        package var bufferedRecords = 2_048
        /// The same in bytes.
        ///
        /// Default 4 MiB: records of the largest messages are a hundred times as large as most.
        package var bufferedBytes = 4 << 20
        /// The most records in a batch.
        ///
        /// Default 512: beyond that a larger bulk insert gains nothing.
        package var batchSize = 512
        /// The pauses between attempts at whatever fails.
        ///
        /// Default 20 ms doubling to 2 s.
        package var retryDelay = RetryDelay()

        /// All defaults.
        ///
        /// - Parameter brokers: The brokers to begin with, `host:port`, separated by commas.
        package init(brokers: String) {
            self.brokers = brokers
        }

        var producer: [String: String] {
            common.merging([
                "enable.idempotence": "true",
                "acks": "all",
                "compression.type": "lz4",
                // No record waits for others: what comes while some are on their way goes together anyhow.
                "linger.ms": "0",
                "message.timeout.ms": "\(appendTimeout.wholeMilliseconds)",
                "queue.buffering.max.messages": "\(queuedRecords)",
                "queue.buffering.max.kbytes": "65536",
            ]) { $1 }
        }

        func consumer(of topic: LogTopic, group: String) -> [String: String] {
            let fetchWait = topic == .event ? eventFetchWait : fetchWait
            return common.merging([
                "group.id": group,
                "partition.assignment.strategy": "cooperative-sticky",
                "auto.offset.reset": "earliest",
                "enable.auto.offset.store": "false",
                "enable.auto.commit": "true",
                "auto.commit.interval.ms": "\(commitInterval.wholeMilliseconds)",
                "allow.auto.create.topics": "false",
                "session.timeout.ms": "\(sessionTimeout.wholeMilliseconds)",
                "heartbeat.interval.ms": "\(max(1, sessionTimeout.wholeMilliseconds / 6))",
                "fetch.wait.max.ms": "\(fetchWait.wholeMilliseconds)",
                "queued.max.messages.kbytes": "8192",
            ]) { $1 }
        }

        private var common: [String: String] {
            options.merging([
                "bootstrap.servers": brokers,
                "client.id": "parley",
                "socket.nagle.disable": "true",
                "reconnect.backoff.max.ms": "1000",
            ]) { $1 }
        }
    }
}
