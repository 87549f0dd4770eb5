import Feeds
import Foundation
import Model

/// Reads one document after the other and writes down what was found, or why nothing was.
struct ParseOutput {
  private(set) var hasFailed = false
  private let asJSON: Bool
  private let parser = FeedParser()
  private var json = ParsedJSON()

  /// What is written down and not yet sent.
  var pending: [UInt8] { json.bytes }

  init(asJSON: Bool) { self.asJSON = asJSON }

  mutating func show(_ task: ParseTask) throws(ConsoleError) {
    guard let data = FileManager.default.contents(atPath: task.file) else {
      return try refuse(task.file, "the file \(task.file) cannot be read")
    }
    let feed: Feed
    do throws(FeedError) {
      feed = try parser.parse(
        [UInt8](data), baseURL: task.baseURL, contentType: task.contentType,
        contentLanguage: task.contentLanguage)
    } catch {
      return try refuse(task.file, error.description)
    }
    guard asJSON else { return try write(ParsedText.text(of: feed, file: task.file)) }
    json.feed(feed)
    try endLine()
  }

  mutating func refuse(_ file: String, _ sentence: String) throws(ConsoleError) {
    hasFailed = true
    guard asJSON else { return try write("\(file): \(sentence)\n") }
    json.error(sentence)
    try endLine()
  }

  mutating func flush() throws(ConsoleError) {
    try Console.write(json.bytes)
    json.removeAll()
  }

  private mutating func endLine() throws(ConsoleError) {
    json.newline()
    if json.bytes.count > 1 << 16 { try flush() }
  }

  private func write(_ text: String) throws(ConsoleError) {
    try Console.write(Array(text.utf8))
  }
}

/// What a person wants to see of a feed.
enum ParsedText {
  static func text(of feed: Feed, file: String) -> String {
    var lines = ["\(feed.title?.value ?? file)  (\(feed.format.rawValue))"]
    if let home = feed.homePageURL { lines.append("  \(home)") }
    for entry in feed.entries {
      let date = (entry.published ?? entry.updated)?.formatted(.iso8601.year().month().day())
      lines.append("  \(date ?? "----------")  \(entry.title?.value ?? entry.url ?? "untitled")")
    }
    for warning in feed.warnings {
      let place = warning.line > 0 ? "line \(warning.line): " : ""
      lines.append("  ! \(place)\(warning.message)")
    }
    return lines.joined(separator: "\n") + "\n\n"
  }
}
