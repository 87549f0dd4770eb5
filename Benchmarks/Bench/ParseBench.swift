import ArgumentParser
import Crypto
import Feeds
import Foundation
import Model

/// Parses every file of a folder, one after the other, by the function that `coopwire parse` calls.
struct ParseBench: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "parse")

  @Argument var folder: String
  /// Leaves HTML as it came: what parsing alone costs.
  @Flag var raw = false

  func run() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    var parser = FeedParser(sanitizes: !raw)
    var output = OutputHash()
    var bytes = 0
    var entries = 0
    let clock = ContinuousClock()
    var spent = Duration.zero
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      let document = [UInt8](data)
      bytes += document.count
      let start = clock.now
      let feed = try parser.parse(document)
      spent += clock.now - start
      entries += feed.entries.count
      output.add(feed)
    }
    let seconds = spent / .seconds(1)
    print(
      """
      {"files":\(names.count),"entries":\(entries),"megabytes":\(Double(bytes) / 1e6),\
      "seconds":\(seconds),"peakMegabytes":\(Memory.peak),"hash":"\(output.hex)"}
      """)
  }
}

/// One hash over everything that was read, so that two runs can be seen to have read the same.
private struct OutputHash {
  private var hash = SHA256()

  mutating func add(_ feed: Feed) {
    add(feed.id, feed.title?.value, feed.homePageURL, feed.language)
    for entry in feed.entries {
      add(entry.id, entry.url, entry.title?.value, entry.summary?.value, entry.contentHTML)
      add(entry.published?.description, entry.updated?.description, entry.language)
      for person in entry.authors { add(person.name, person.email, person.url) }
      for category in entry.categories { add(category.term, category.scheme, category.label) }
      for link in entry.links { add(link.url, link.rel, link.type) }
    }
  }

  private mutating func add(_ values: String?...) {
    for value in values {
      hash.update(data: Array((value ?? "").utf8))
      hash.update(data: [0])
    }
  }

  var hex: String {
    let digits = hash.finalize().prefix(8).map { String($0, radix: 16) }
    return digits.map { $0.count == 1 ? "0" + $0 : $0 }.joined()
  }
}
