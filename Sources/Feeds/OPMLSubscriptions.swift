import Model

/// Judges the outlines of a document: which are sources, in which folders, and what is wrong.
struct OPMLSubscriptions {
  private var subscriptions: [Subscription] = []
  private var troubles: [SubscriptionList.Trouble] = []
  private var folders = OPMLFolders()
  /// Where a source stands among the subscriptions, and the line that named it first.
  private var places: [String: (index: Int, line: Int)] = [:]
  /// Who has a handle: the line that named it first.
  private var handles: [String: Int] = [:]

  /// How many folders one source may stand in.
  static let folderLimit = 64
  /// The names that our own actors bear.
  static let reservedHandles: Set<String> = ["news", "coopwire"]

  /// The list that a document means.
  static func list(of document: OPML) -> SubscriptionList {
    var reading = OPMLSubscriptions()
    for outline in document.outlines { reading.add(outline, in: []) }
    return SubscriptionList(
      title: document.title, subscriptions: reading.subscriptions,
      folders: reading.folders.settled(), troubles: reading.troubles)
  }

  private mutating func add(_ outline: OPMLOutline, in path: [String]) {
    if let address = outline.feedURL {
      addSource(outline, at: address, in: path)
    } else if outline.isAccount {
      addAccount(outline, in: path)
    } else if outline.children.isEmpty {
      reportUseless(outline)
    } else {
      let inner = outline.name.map { path + [$0] } ?? path
      addFolder(outline, at: inner)
      for child in outline.children { add(child, in: inner) }
    }
  }

  // MARK: Folders

  private mutating func addFolder(_ outline: OPMLOutline, at path: [String]) {
    guard outline.name != nil else {
      report(outline, "the folder has no name; its sources are read as if it were not there")
      return
    }
    var options = OPMLOptions(outline)
    var slug = options.slug()
    let handle = options.handle()
    options.reportUnknown(besides: ["slug", "name-en", "handle"], on: "folder")
    troubles += options.troubles
    if let wish = slug, let owner = folders.owner(of: wish), owner != path {
      let name = owner.joined(separator: "/")
      report(outline, "coop:slug \"\(wish)\" is taken by the folder \(name); choose another")
      slug = nil
    }
    folders.add(
      path, slug: slug, englishName: options.text("name-en"), handle: claim(handle, for: outline))
  }

  // MARK: Sources

  private mutating func addSource(
    _ outline: OPMLOutline, at address: String, in path: [String]
  ) {
    guard let key = CanonicalURL(address)?.string else {
      let advice = "write an address that begins with https:// or http://"
      report(outline, "\(name(of: outline)) is left out: cannot ask \"\(address)\"; \(advice)")
      return
    }
    guard !Self.namesUser(key) else {
      let advice = "only what everyone may read is fetched; name a public feed"
      report(outline, "\(name(of: outline)) is left out: its address holds a user; \(advice)")
      return
    }
    add(Subscription(feedURL: address, title: outline.name ?? ""), from: outline, in: path)
  }

  /// A source without a feed, which its account tells.
  private mutating func addAccount(_ outline: OPMLOutline, in path: [String]) {
    guard let account = outline.options["account"] else {
      let advice = "it names no account; add coop:account=\"@user@host\" or xmlUrl"
      report(outline, "\(name(of: outline)) is left out: \(advice)")
      return
    }
    guard OPMLText.isAccount(account) else {
      let advice = "is no account; write it as @user@host, in letters from a to z"
      report(outline, "\(name(of: outline)) is left out: \"\(account)\" \(advice)")
      return
    }
    add(Subscription(account: account, title: outline.name ?? ""), from: outline, in: path)
  }

  private mutating func add(
    _ source: Subscription, from outline: OPMLOutline, in path: [String]
  ) {
    let paths = paths(of: outline, in: path)
    for path in paths { folders.add(path) }
    if let first = places[source.key] {
      join(paths, into: first.index)
      let address = source.shownAddress
      let advice = "its folders are joined, line \(first.line) holds; remove one of them"
      report(outline, "the source \(address) is listed in line \(first.line) already: \(advice)")
    } else {
      places[source.key] = (subscriptions.count, outline.line)
      subscriptions.append(completed(source, from: outline, in: paths))
    }
  }

  /// A password would be shown wherever the address is; `key` is a canonical address.
  private static func namesUser(_ key: String) -> Bool {
    key.dropFirst("https://".count).prefix { $0 != "/" }.contains("@")
  }

  private mutating func paths(of outline: OPMLOutline, in path: [String]) -> [[String]] {
    var paths = path.isEmpty ? [] : [path]
    for other in OPMLText.paths(outline.attributes["category"] ?? "") where !paths.contains(other) {
      guard paths.count < Self.folderLimit, other.count <= OPMLHandler.depthLimit else {
        report(outline, "category names too many folders or too deep ones; shorten it")
        break
      }
      paths.append(other)
    }
    return paths
  }

  private mutating func join(_ paths: [[String]], into index: Int) {
    for path in paths where !subscriptions[index].folders.contains(path) {
      guard subscriptions[index].folders.count < Self.folderLimit else { return }
      subscriptions[index].folders.append(path)
    }
  }

  private mutating func completed(
    _ source: Subscription, from outline: OPMLOutline, in paths: [[String]]
  ) -> Subscription {
    var options = OPMLOptions(outline)
    var result = source
    result.homePageURL = options.homePage()
    result.description = outline.attributes["description"]
    result.language = options.language()
    result.folders = paths
    options.apply(to: &result)
    troubles += options.troubles
    result.handle = claim(result.handle, for: outline)
    return result
  }

  // MARK: Judgement

  /// The handle if it is free; it is then taken.
  private mutating func claim(_ handle: String?, for outline: OPMLOutline) -> String? {
    guard let handle else { return nil }
    if Self.reservedHandles.contains(handle) {
      report(outline, "coop:handle \"\(handle)\" is a name of the newswire itself; choose another")
      return nil
    }
    if let line = handles[handle] {
      report(outline, "coop:handle \"\(handle)\" is taken in line \(line) already; choose another")
      return nil
    }
    handles[handle] = outline.line
    return handle
  }

  private mutating func reportUseless(_ outline: OPMLOutline) {
    let name = name(of: outline)
    switch outline.type {
    case "include", "link":
      report(outline, "\(name) is left out: lists within lists are not read yet")
    case _ where outline.options["account"] != nil:
      let advice = "to follow its account add type=\"activitypub\", else xmlUrl"
      report(outline, "\(name) is left out: it has coop:account and no address; \(advice)")
    default:
      report(outline, "\(name) has neither an address nor outlines inside; add xmlUrl or remove it")
    }
  }

  private mutating func report(_ outline: OPMLOutline, _ message: String) {
    troubles.append(.init(line: outline.line, message: message))
  }

  private func name(of outline: OPMLOutline) -> String {
    outline.name.map { "\"\($0)\"" } ?? "an outline without a name"
  }
}

extension OPMLOptions {
  /// Reads every option that a source may have.
  fileprivate mutating func apply(to subscription: inout Subscription) {
    subscription.handle = handle()
    subscription.content = choice("content") ?? .excerpt
    subscription.showsImages = flag("images")
    subscription.isPaused = flag("paused")
    subscription.federation = choice("ap") ?? .public
    subscription.account = account()
    subscription.warning = text("warning")
    subscription.tags = tags()
    subscription.interval = minutes("interval")
    subscription.include = phrases("include")
    subscription.exclude = phrases("exclude")
    subscription.consent = text("consent")
    subscription.licence = text("licence")
    reportUnknown(besides: Self.ofSources, on: "source")
  }

  private static let ofSources: Set<String> = [
    "handle", "content", "images", "paused", "ap", "account", "warning", "tags", "interval",
    "include", "exclude", "consent", "licence",
  ]
}
