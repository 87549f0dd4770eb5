import Foundation
public import Model

extension Pages {
  /// An entry as one of many.
  func item(_ entry: IndexEntry, directory: Directory) -> Fields {
    let view = EntryView(entry, in: directory)
    var fields = common(view)
    fields["when"] = .text(when(entry))
    fields["alsoAt"] = .flag(!view.tellings.isEmpty)
    return fields
  }

  /// One entry.
  ///
  /// - Parameters:
  ///   - conversation: what people on the Fediverse did with it.
  ///   - alternates: other forms of the same thing, such as its ActivityPub object.
  public func entry(
    _ entry: IndexEntry, directory: Directory, conversation: Conversation = Conversation(),
    alternates: [Rendered.Link] = []
  ) -> Rendered {
    let view = EntryView(entry, in: directory)
    let headline = view.headline(wording)
    let head = Head(
      title: headline, description: view.excerpt ?? wording(.readAt, view.sourceTitle),
      path: view.path, kind: "article", links: alternates, lastModified: entry.updated)
    var fields = common(view)
    fields.merge(details(view))
    fields.merge(fieldsOf(conversation))
    return render(.entry, head, fields)
  }

  private func common(_ view: EntryView) -> Fields {
    let entry = view.entry
    let warning = view.source?.subscription.warning.flatMap { $0.isEmpty ? nil : $0 }
    return [
      "href": .text(view.path), "headline": .text(view.headline(wording)),
      "articleHref": .text(view.articleURL ?? view.path),
      "isExternal": .flag(view.articleURL != nil),
      "sourceTitle": .text(view.sourceTitle),
      "sourceHref": .text(view.source.map { Listing(.source($0)).path } ?? "/sources"),
      "published": .text(entry.published.rfc3339), "excerpt": .text(excerpt(view)),
      "language": .text(foreign(view.language)),
      "contentWarning": .text(warning.map { wording(.warning, $0) }),
      "tellings": .list(view.tellings.map(telling)),
    ]
  }

  private func details(_ view: EntryView) -> Fields {
    let entry = view.entry
    var html = PublishedHTML()
    let content = view.contentHTML.map {
      html.page($0, base: view.articleURL ?? view.source?.subscription.address)
    }
    let names = view.authorNames
    return [
      "byline": .text(
        names.isEmpty ? nil : wording(.byAuthors, names.joined(separator: ", "))),
      "content": .html(content), "readAt": .text(wording(.readAt, view.sourceTitle)),
      "publishedLabel": .text(dates.moment(entry.published)),
      "updated": .group(entry.updated > entry.published ? moment(entry.updated) : nil),
      "alsoAt": .flag(!view.tellings.isEmpty),
      "hasTags": .flag(!view.topics.isEmpty), "entryTags": .list(tags(view)),
      "hasAttachments": .flag(!view.enclosures.isEmpty),
      "attachments": .list(view.enclosures.map(file)), "rights": .text(view.rights),
      "comments": .group(comments(view)),
    ]
  }

  /// The excerpt, unless it is all the headline is made of.
  private func excerpt(_ view: EntryView) -> String? {
    view.excerpt == view.headline(wording) ? nil : view.excerpt
  }

  /// The clock, or the whole date where the entry stands under another day.
  private func when(_ entry: IndexEntry) -> String {
    dates.dayNumber(entry.published) == dates.dayNumber(entry.id.time)
      ? dates.clock(entry.published) : dates.moment(entry.published)
  }

  /// A language that differs from that of the page.
  func foreign(_ language: String?) -> String? {
    language?.hasPrefix(wording.language) == true ? nil : language
  }

  func moment(_ date: Date) -> Fields {
    ["machine": .text(date.rfc3339), "label": .text(dates.moment(date))]
  }

  private func comments(_ view: EntryView) -> Fields? {
    WebAddress.published(view.entry.commentsURL).map { url in
      ["href": .text(url), "label": .text(wording(.comments, view.sourceTitle))]
    }
  }

  private func telling(_ telling: EntryView.Telling) -> Fields {
    [
      "label": .text(telling.source.title),
      "href": .text(telling.url ?? Listing(.source(telling.source)).path),
      "isExternal": .flag(telling.url != nil),
    ]
  }

  private func tags(_ view: EntryView) -> [Fields] {
    view.topics.compactMap { topic in
      guard let name = TagName(topic.name) else { return nil }
      return [
        "href": .text(Listing(.tag(name.description)).path), "label": .text(topic.name),
        "language": .text(foreign(view.language)),
      ]
    }
  }

  private func file(_ file: Attachment) -> Fields {
    let name = file.title ?? file.fileName ?? wording(.attachment)
    let megabytes = Double(file.length) / 1_000_000
    let size = (megabytes * 10).rounded() / 10
    let decimal = wording.language == "de" ? "," : "."
    let number = "\(size)".split(separator: ".").joined(separator: decimal)
    return [
      "href": .text(file.url), "label": .text(name),
      "detail": .text(size > 0 ? file.type + ", " + number + " MB" : file.type),
    ]
  }
}
