import Foundation

/// An article of one of the demo's publishers.
struct DemoArticle: Sendable {
  /// The last step of its address, and what its id is made of.
  var name: String
  var title: String
  /// Paragraphs of HTML.
  var paragraphs: [String]
  var author: String
  var tags: [String]
  /// How long before the demo's start it was published.
  var age: TimeInterval
  /// Set where the article stands on another publisher's site.
  var elsewhere: String?
  /// What the first paragraph becomes, and how long after the start.
  var edit: (after: TimeInterval, paragraph: String)?

  init(
    _ name: String, title: String, by author: String, hoursOld: Double, tags: [String],
    elsewhere: String? = nil, edit: (after: TimeInterval, paragraph: String)? = nil,
    _ paragraphs: String...
  ) {
    self.name = name
    self.title = title
    self.paragraphs = paragraphs
    self.author = author
    self.tags = tags
    age = hoursOld * 3600
    self.elsewhere = elsewhere
    self.edit = edit
  }

  func published(started: Date) -> Date { started.addingTimeInterval(-age) }

  /// When it last changed, as of `now`.
  func updated(started: Date, now: Date) -> Date {
    guard let edit, now >= started.addingTimeInterval(edit.after) else {
      return published(started: started)
    }
    return started.addingTimeInterval(edit.after)
  }

  /// Its words, as of `now`.
  func html(started: Date, now: Date) -> String {
    var paragraphs = paragraphs
    if let edit, now >= started.addingTimeInterval(edit.after) { paragraphs[0] = edit.paragraph }
    return paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n")
  }
}
