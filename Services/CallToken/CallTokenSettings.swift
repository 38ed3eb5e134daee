package import Contracts

/// What can be set about calls.
package struct CallTokenSettings: Sendable {
    /// Where clients find each other; none turns calls off.
    package var iceServers: [IceServer]
    /// How long a call may ring.
    ///
    /// Default 30 s.
    package var establishmentTimeout: Duration

    /// Creates settings; calls are off by default.
    package init(iceServers: [IceServer] = [], establishmentTimeout: Duration = .seconds(30)) {
        self.iceServers = iceServers
        self.establishmentTimeout = establishmentTimeout
    }
}
