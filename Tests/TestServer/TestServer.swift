import Foundation
import Synchronization

/// A small HTTP/1.1 server on loopback that does to a client whatever a test wishes.
///
///     let server = try TestServer { request in
///       request.target == "/feed" ? .text("<rss/>") : .response(404)
///     }
///     defer { server.stop() }
///
/// A thread accepts, one more serves each connection; `stop` (or the end of the last reference) ends
/// them all. Request bodies need a `Content-Length`.
public final class TestServer: Sendable {
  /// The address clients ask for, like `http://127.0.0.1:40001`, without a slash at the end.
  public let url: String
  public let port: Int
  private let floor: Floor

  /// - Parameters:
  ///   - host: an address of 127.0.0.0/8, or `0.0.0.0` to answer on all of them at once.
  ///   - port: 0 lets the system choose.
  ///   - answer: called on the connection's own thread.
  public init(
    on host: String = "127.0.0.1", port: UInt16 = 0,
    answer: @escaping @Sendable (TestRequest) -> TestAnswer
  ) throws {
    let listener = try TestSocket(listeningOn: host, port: port)
    self.port = listener.port
    url = "http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(listener.port)"
    floor = Floor(listener, answer)
    floor.open()
  }

  deinit { floor.stop() }

  /// Every request so far, in order of arrival.
  public var requests: [TestRequest] { floor.log.withLock(\.requests) }
  /// How many connections were accepted.
  public var connectionCount: Int { floor.log.withLock(\.connections) }
  /// How many of them are still open.
  public var openConnectionCount: Int { floor.log.withLock { $0.open?.count ?? 0 } }
  /// The most requests that were waiting for their answer to begin at the same time.
  public var peak: Int { floor.log.withLock(\.peak) }
  /// The same for one `Host` header.
  public var peakPerHost: Int { floor.log.withLock(\.peakPerHost) }

  /// Breaks every connection and returns when all threads are done; harmless when repeated.
  public func stop() { floor.stop() }
}

/// What the threads of a server share; it outlives the server until they have ended.
private final class Floor: Sendable {
  struct Log {
    var requests: [TestRequest] = []
    var connections = 0
    var inFlight: [String: Int] = [:]
    var peak = 0
    var peakPerHost = 0
    /// nil once stopped.
    var open: Set<TestSocket>? = []
  }

  let log = Mutex(Log())
  private let listener: TestSocket
  private let answer: @Sendable (TestRequest) -> TestAnswer
  private let threads = DispatchGroup()

  init(_ listener: TestSocket, _ answer: @escaping @Sendable (TestRequest) -> TestAnswer) {
    self.listener = listener
    self.answer = answer
  }

  func open() {
    spawn { [self] in
      while let client = listener.accept() { welcome(client) }
      listener.close()
    }
  }

  func stop() {
    // Under the lock: no thread can close a socket, and so give its number to a stranger, meanwhile.
    log.withLock { log in
      guard let clients = log.open else { return }
      log.open = nil
      listener.shutDown()
      for client in clients { client.shutDown() }
    }
    threads.wait()
  }

  private func spawn(_ work: @escaping @Sendable () -> Void) {
    threads.enter()
    Thread.detachNewThread { [threads] in
      work()
      threads.leave()
    }
  }

  private func welcome(_ client: TestSocket) {
    let number: Int? = log.withLock { log in
      guard log.open?.insert(client).inserted == true else { return nil }
      log.connections += 1
      return log.connections
    }
    guard let number else { return client.close() }
    spawn { [self] in
      serve(TestConnection(socket: client, number: number))
      log.withLock { log in
        _ = log.open?.remove(client)
        client.close()
      }
    }
  }

  private func serve(_ start: TestConnection) {
    var connection = start
    var isOpen = true
    while isOpen, let request = connection.nextRequest() {
      begin(request)
      let reply = connection.wait(for: answer(request))
      // Before it is given: the client may ask the next thing the moment it has it.
      end(request)
      isOpen = reply.map { connection.give($0, to: request) } ?? false
    }
  }

  private func begin(_ request: TestRequest) {
    let host = request["Host"] ?? ""
    log.withLock { log in
      log.requests.append(request)
      log.inFlight[host, default: 0] += 1
      log.peakPerHost = max(log.peakPerHost, log.inFlight[host, default: 0])
      log.peak = max(log.peak, log.inFlight.values.reduce(0, +))
    }
  }

  private func end(_ request: TestRequest) {
    log.withLock { $0.inFlight[request["Host"] ?? "", default: 0] -= 1 }
  }
}
