import Model

/// The members of every noun, in the order of the description of the form.
extension ParsedJSON {
  mutating func feed(_ feed: Feed) {
    object { json in
      json.set("format", feed.format.rawValue)
      json.set("encoding", feed.encoding)
      json.set("recovered", feed.recovered)
      json.text("title", feed.title)
      json.text("subtitle", feed.subtitle)
      json.text("rights", feed.rights)
      json.set("id", feed.id)
      json.set("language", feed.language)
      json.set("published", feed.published)
      json.set("updated", feed.updated)
      json.set("homePageURL", feed.homePageURL)
      json.set("feedURL", feed.feedURL)
      json.list("links", feed.links) { $0.link($1) }
      json.list("hubs", feed.hubs) { json, hub in
        json.set("url", hub.url)
        json.set("type", hub.type)
      }
      json.people(feed.authors, feed.contributors, feed.categories)
      json.set("icon", feed.icon)
      json.image(feed.image)
      json.generator(feed.generator)
      json.set("ttl", feed.hints.ttl)
      json.list("entries", feed.entries) { $0.entry($1) }
      json.list("warnings", feed.warnings) { $0.warning($1) }
    }
  }

  private mutating func entry(_ entry: Entry) {
    set("id", entry.id)
    set("idIsPermalink", entry.idIsPermalink)
    set("url", entry.url)
    set("externalURL", entry.externalURL)
    text("title", entry.title)
    text("summary", entry.summary)
    list("content", entry.content) { json, content in
      json.members(of: content.text)
      json.set("src", content.src)
    }
    set("contentHTML", entry.contentHTML)
    text("rights", entry.rights)
    set("language", entry.language)
    set("published", entry.published)
    set("updated", entry.updated)
    people(entry.authors, entry.contributors, entry.categories)
    list("links", entry.links) { $0.link($1) }
    files(of: entry)
    set("commentsURL", entry.commentsURL)
    set("commentsFeedURL", entry.commentsFeedURL)
    if let source = entry.source { object("source") { $0.source(source) } }
  }

  private mutating func files(of entry: Entry) {
    list("enclosures", entry.enclosures) { json, file in
      json.set("url", file.url)
      json.set("type", file.type)
      json.set("length", file.length)
      json.set("title", file.title)
      json.set("duration", file.duration)
    }
    list("media", entry.media) { json, media in
      json.set("url", media.url)
      json.set("type", media.type)
      json.set("medium", media.medium)
      json.set("width", media.width)
      json.set("height", media.height)
    }
    list("thumbnails", entry.thumbnails) { json, thumbnail in
      json.set("url", thumbnail.url)
      json.set("width", thumbnail.width)
      json.set("height", thumbnail.height)
    }
    if let image = entry.image { object("image") { $0.set("url", image) } }
  }

  private mutating func source(_ source: Entry.Origin) {
    set("id", source.id)
    text("title", source.title)
    text("subtitle", source.subtitle)
    text("rights", source.rights)
    set("homePageURL", source.homePageURL)
    set("feedURL", source.feedURL)
    list("links", source.links) { $0.link($1) }
    set("updated", source.updated)
    set("language", source.language)
    people(source.authors, source.contributors, source.categories)
    set("icon", source.icon)
    image(source.image)
    generator(source.generator)
  }

  // MARK: Parts

  private mutating func text(_ name: String, _ text: Text?) {
    if let text { object(name) { $0.members(of: text) } }
  }

  private mutating func members(of text: Text) {
    set("value", text.value)
    set("type", text.kind.name)
    set("language", text.language)
    set("base", text.base)
  }

  private mutating func people(
    _ authors: [Person], _ contributors: [Person], _ categories: [Category]
  ) {
    list("authors", authors) { $0.person($1) }
    list("contributors", contributors) { $0.person($1) }
    list("categories", categories) { json, category in
      json.set("term", category.term)
      json.set("scheme", category.scheme)
      json.set("label", category.label)
    }
  }

  private mutating func person(_ person: Person) {
    set("name", person.name)
    set("email", person.email)
    set("url", person.url)
    set("avatar", person.avatar)
  }

  private mutating func link(_ link: Link) {
    set("url", link.url)
    set("rel", link.rel)
    set("type", link.type)
    set("title", link.title)
    set("hreflang", link.hreflang)
    set("length", link.length)
  }

  private mutating func image(_ image: Image?) {
    guard let image else { return }
    object("image") { json in
      json.set("url", image.url)
      json.set("title", image.title)
      json.set("link", image.link)
      json.set("width", image.width)
      json.set("height", image.height)
      json.set("description", image.description)
    }
  }

  private mutating func generator(_ generator: Feed.Generator?) {
    guard let generator else { return }
    object("generator") { json in
      json.set("name", generator.name)
      json.set("url", generator.url)
      json.set("version", generator.version)
    }
  }

  private mutating func warning(_ warning: Feed.Warning) {
    set("line", warning.line)
    set("column", warning.column)
    set("code", warning.code)
    set("message", warning.message)
  }
}
