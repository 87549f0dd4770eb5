import Fetching
import Foundation
import Model
import Store
import Testing

@testable import Federation

/// What GoToSocial, snac and Takahe really posted, taken by a whole inbox.
@Suite struct WireInboxTests {
  private static let site = SiteProfile(
    origin: "https://coop.test", isPublic: true, version: "1.2.3")

  @Test func `everything real servers sent is taken, and only once`() async throws {
    let newswire = try await Newswire(site: Self.site)
    let fetcher = try Fetcher(userAgent: "Coopwire/Test")
    for recording in WireTests.recordings where recording.method == "POST" {
      let now = recording.received
      let documents = RemoteDocuments(
        fetcher: fetcher, site: Self.site, keys: newswire.keys, store: newswire.store,
        now: { now })
      try await Self.remember(documents)
      let inbox = Inbox(
        site: Self.site, store: newswire.store, documents: documents, now: { now })
      for _ in 1...2 {
        let document = try await inbox.receive(
          recording.request, at: .sharedInbox, from: "192.0.2.1")
        #expect(document.status == 202, "\(recording): \(document.text)")
      }
    }
    await fetcher.stop()
  }

  /// Puts what the servers said of their actors where it would be after asking them.
  private static func remember(_ documents: RemoteDocuments) async throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/wire/actors")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      let object = try RemoteObject(bytes, at: file)
      _ = try? await documents.keep(object)
      for key in NamedKey.all(of: object) {
        try await documents.store.keep(
          KnownKey(
            id: key.id, owner: key.owner, material: key.material, fetched: documents.now()))
      }
    }
  }
}
