import ArgumentParser
import Feeds
import Foundation
import Model

/// Parses every file of a folder, one after the other, by the function that `coopwire parse` calls.
struct ParseBench: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "parse")

  @Argument var folder: String
  @Flag(help: "Leave HTML as it came: what parsing alone takes.")
  var raw = false
  @Flag(help: "Hash every field read; with SWIFT_DETERMINISTIC_HASHING=1 equal for equal feeds.")
  var hash = false

  func run() throws {
    let parser = FeedParser(sanitizes: !raw)
    var hasher = Hasher()
    var bytes = 0
    var entries = 0
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
        throw ValidationError("the file \(name) cannot be read")
      }
      let document = [UInt8](data)
      let feed = try parser.parse(document)
      bytes += document.count
      entries += feed.entries.count
      if hash { feed.hash(into: &hasher) }
    }
    let digest = hash ? String(format: "%016lx", hasher.finalize()) : ""
    print(
      """
      {"files":\(names.count),"entries":\(entries),"bytes":\(bytes),\
      "peakMegabytes":\(Memory.peak),"hash":"\(digest)"}
      """)
  }
}
