/// An errand and the task that waits for its answer, which is told exactly once.
struct Ticket: Sendable {
  typealias Result = Swift.Result<Answer, FetchError>

  let id: UInt64
  let errand: Errand
  let reply: CheckedContinuation<Result, Never>

  var host: String { errand.address.authority }
}
