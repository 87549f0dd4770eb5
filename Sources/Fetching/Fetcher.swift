import Glibc
public import ServiceLifecycle
import Synchronization

/// The one door out: sends every request of the house, politely and guarded.
///
/// One thread runs libcurl's loop; tasks hand it requests and wait. A request waits for its turn
/// (`Lane`), goes only where it may (`AddressPolicy`), and each redirect waits and is judged anew
/// (`Journey`).
public final class Fetcher: Service {
  private let engine: Engine
  /// The thread, until someone joins it.
  private let thread: Mutex<pthread_t?>

  /// - Parameters:
  ///   - userAgent: sent unless a request brings its own.
  ///   - policy: which addresses may be connected to.
  ///   - authorityFile: a PEM file of authorities trusted beside the system's (`outbound.caFile`).
  ///   - width: the most feed requests in flight.
  ///   - federationWidth: the most requests in flight of each other kind; of deliveries, three times as many.
  ///   - pause: the least time between two feed requests to one host.
  public init(
    userAgent: String, policy: AddressPolicy = AddressPolicy(), authorityFile: String? = nil,
    width: Int = 16, federationWidth: Int = 32, pause: Duration = .seconds(2)
  ) throws(FetchError) {
    try Headers.Field("User-Agent", userAgent).check()
    let authorities = try Authorities(adding: authorityFile)
    let setting = Workshop.Setting(
      userAgent: userAgent, policy: policy, authorities: authorities, width: width,
      federationWidth: federationWidth, pause: pause)
    let most = setting.lanes.values.reduce(0) { $0 + $1.width }
    let multi = try CurlMulti(keeping: 2 * most)
    engine = Engine(multi)
    thread = try Mutex(CurlThread.start(engine, multi, setting))
  }

  deinit { engine.requestStop() }

  /// Sends a request when its turn has come, and follows redirects to the answer.
  ///
  /// Any status is an answer. Cancelling the task ends the request at once.
  public func fetch(_ request: Request) async throws(FetchError) -> Response {
    do throws(FetchError) {
      let response = try await travel(Journey(request))
      Tally.count(response, of: request)
      return response
    } catch {
      Tally.count(error, of: request)
      throw error
    }
  }

  /// Leaves a host alone for a while, as it asks for with 429; who waits for it is told at once.
  ///
  /// - Parameter url: any address of the host.
  public func rest(_ url: String, for duration: Duration) {
    guard let address = try? WebAddress(url) else { return }
    engine.rest(address.authority, until: .now + duration)
  }

  /// Runs until the service group shuts down, then stops.
  public func run() async throws {
    try? await gracefulShutdown()
    await stop()
  }

  /// Ends every request with `FetchError.stopped` and returns when the thread is gone.
  public func stop() async {
    engine.requestStop()
    await engine.ended()
    let thread = thread.withLock { $0.take() }
    // It has nothing left to do but to end, and OpenSSL must not be torn down before it has.
    if let thread { pthread_join(thread, nil) }
  }

  private func travel(_ start: Journey) async throws(FetchError) -> Response {
    var journey = start
    while true {
      let answer = try await engine.send(journey.errand)
      if let response = try journey.arrive(answer) { return response }
    }
  }
}
