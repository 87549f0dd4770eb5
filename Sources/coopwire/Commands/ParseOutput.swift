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

  mutating func show(_ task: ParseTask) {
    guard let data = FileManager.default.contents(atPath: task.file) else {
      return refuse(task.file, "the file \(task.file) cannot be read")
    }
    do {
      let feed = try parser.parse(
        [UInt8](data), baseURL: task.baseURL, contentType: task.contentType,
        contentLanguage: task.contentLanguage)
      if asJSON {
        json.feed(feed)
        endLine()
      } else {
        write(ParsedText.text(of: feed, file: task.file))
      }
    } catch {
      refuse(task.file, error.description)
    }
  }

  mutating func refuse(_ file: String, _ sentence: String) {
    hasFailed = true
    guard asJSON else { return write("\(file): \(sentence)\n") }
    json.error(sentence)
    endLine()
  }

  mutating func flush() {
    FileHandle.standardOutput.write(Data(json.bytes))
    json.removeAll()
  }

  private mutating func endLine() {
    json.newline()
    if json.bytes.count > 1 << 16 { flush() }
  }

  private func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
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
