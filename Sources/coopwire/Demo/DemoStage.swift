import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Site
import Synchronization

/// The demo's publishers, each on a loopback address of its own.
final class DemoStage: Sendable {
  private let started: Date
  private let logger: Logger
  private let sites = Mutex<[Int: String]>([:])
  private let count = 3
  private let now: @Sendable () -> Date

  init(logger: Logger, now: @escaping @Sendable () -> Date) {
    started = now()
    var logger = logger
    // What happens on the stage is no news for the operator.
    logger.logLevel = .critical
    self.logger = logger
    self.now = now
  }

  /// Starts the publishers, hands over a file that lists them, and stops them when `body` returns.
  func open(_ body: @escaping @Sendable (_ list: URL) async throws -> Void) async throws {
    let (complete, continuation) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        let host = "127.0.0.\(number + 2)"
        let service = HTTPService(router: router(number), host: host, port: 0, logger: logger) {
          port in
          self.note("http://\(host):\(port)", of: number)
          if self.publishers.count == self.count { continuation.finish() }
        }
        group.addTask {
          defer { continuation.finish() }
          try await service.run()
        }
      }
      for await _ in complete {}
      defer { group.cancelAll() }
      guard publishers.count == count else { return try await group.waitForAll() }
      try await withList(body)
    }
  }

  /// Writes the list to a folder of its own, which is gone afterwards.
  private func withList(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "coopwire-demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appending(path: "feeds.opml")
    try Data(opml.utf8).write(to: list)
    try await body(list)
  }

  private func note(_ site: String, of number: Int) {
    sites.withLock { $0[number] = site }
  }

  /// The publishers that answer, with the addresses they answer at.
  private var publishers: [(publisher: DemoPublisher, site: String)] {
    let sites = sites.withLock { $0 }
    let all = DemoPublisher.sample(energySite: sites[0] ?? "")
    return all.enumerated().compactMap { number, publisher in
      sites[number].map { (publisher, $0) }
    }
  }

  private func router(_ number: Int) -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    router.get("/feed") { _, _ in self.feed(number) }
    router.get("/{article}") { _, context in
      try self.article(try context.parameters.require("article"), number)
    }
    return router
  }

  private func feed(_ number: Int) -> Response {
    guard publishers.count == count else { return Response(status: .serviceUnavailable) }
    let (publisher, site) = publishers[number]
    let body = publisher.feed(at: site, started: started, now: now())
    return Response(
      status: .ok, headers: [.contentType: publisher.format.rawValue],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  private func article(_ name: String, _ number: Int) throws -> Response {
    guard publishers.count == count,
      let page = publishers[number].publisher.page(of: name, started: started, now: now())
    else { throw HTTPError(.notFound) }
    return Response(
      status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: page)))
  }

  private var opml: String {
    let outlines = publishers.map { publisher, site in
      """
      <outline text="\(publisher.folder)"><outline type="rss" text="\(DemoFeed.escaped(publisher.name))" \
      xmlUrl="\(site)/feed" htmlUrl="\(site)/" language="\(publisher.language)" coop:content="full"/>\
      </outline>
      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0" xmlns:coop="urn:coopwire:opml"><head><title>Coopwire Demo</title></head><body>
      \(outlines.joined(separator: "\n"))
      </body></opml>
      """
  }
}
