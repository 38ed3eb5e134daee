import Metrics

/// What the service counts.
struct AuthMeters: Sendable {
    let created = Counter(label: "parley_auth_accounts_created_total")
    let entered = Counter(label: "parley_auth_logins_total", dimensions: [("outcome", "ok")])
    let unvalidated = Counter(label: "parley_auth_logins_total", dimensions: [("outcome", "unvalidated")])
    let refused = Counter(label: "parley_auth_logins_total", dimensions: [("outcome", "refused")])
    let throttled = Counter(label: "parley_auth_logins_total", dimensions: [("outcome", "throttled")])
}
