/// How a replica set is reached and worked with.
package struct MongoSettings: Sendable {
    /// The members, the user and the password: `mongodb://user:password@a,b,c/?replicaSet=rs0`.
    ///
    /// A secret. What it says of read and write concern, read preference and retries is overruled.
    package var address: String

    /// The members without user, password and options, fit for a log.
    package var members: String {
        let rest = address.drop { $0 != ":" }.drop { ":/".contains($0) }
        let place = rest.prefix { !"/?".contains($0) }
        return String(place.split(separator: "@", omittingEmptySubsequences: false).last ?? place)
    }

    /// How many calls run at the same time, each on a thread and a connection of its own; at least 1.
    ///
    /// Default 16.
    package var threads = 16

    /// The most calls that may be waiting or running.
    ///
    /// Default 4096. Calls beyond it fail at once with `StoreError.unavailable`.
    package var waitingCalls = 4096

    /// The longest that a call waits for a thread before it fails with `StoreError.unavailable`.
    ///
    /// Default 3 s. Without it, calls that queue up while no server answers would be tried one after another.
    package var queueTimeout = Duration.seconds(3)

    /// The longest that a call looks for a primary.
    ///
    /// Default 3 s: an election in a healthy replica set takes about as long.
    package var selectionTimeout = Duration.seconds(3)

    /// The longest that a connection takes to be made.
    ///
    /// Default 2 s.
    package var connectTimeout = Duration.seconds(2)

    /// The longest that a command may be silent.
    ///
    /// Default 10 s.
    package var socketTimeout = Duration.seconds(10)

    /// The longest that a majority of members may take to make a write durable.
    ///
    /// Default 5 s. Then it is not known whether it is: `StoreError.timeout`.
    package var durabilityTimeout = Duration.seconds(5)

    /// How long a transaction is begun again when others change the same, before it fails with
    /// `StoreError.unavailable`.
    ///
    /// Default 5 s.
    package var retryTime = Duration.seconds(5)

    /// How long nothing may come from a transaction that is in another's way, before it counts as one that its process left
    /// behind and is ended.
    ///
    /// Default 2 s.
    package var abandonment = Duration.seconds(2)

    /// Makes settings for an address, with every other value at its default.
    package init(address: String) {
        self.address = address
    }
}

extension Duration {
    /// Whole milliseconds, at most what fits 32 bits.
    var milliseconds: Int32 {
        Int32(clamping: Int64(self / .milliseconds(1)))
    }
}
