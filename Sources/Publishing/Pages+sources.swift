public import Foundation
public import Model

extension Pages {
  /// A source's page: its entries, and how it is doing in plain words.
  ///
  /// - Parameters:
  ///   - language: shows only entries in this language, a primary subtag.
  ///   - alternates: other forms of the same thing, such as its ActivityPub actor.
  public func source(
    _ source: Source, page: EntryPage, position: ListPosition = .newest, directory: Directory,
    language: String? = nil, alternates: [Rendered.Link] = [], now: Date
  ) -> Rendered {
    let listing = Listing(.source(source), language: language)
    let head = Head(
      title: source.title, description: wording(.sourceDescription, source.title),
      path: listing.pagePath(position), robots: position == .newest ? nil : "noindex, follow",
      links: feedLinks(of: listing) + alternates,
      lastModified: Self.lastChange(in: page))
    var fields = facts(of: source, directory: directory)
    fields.merge(clinic(of: source, now: now))
    fields["heading"] = .text(source.title)
    fields["days"] = .list(days(page.entries, directory: directory, folds: false))
    fields["empty"] = .group(
      page.entries.isEmpty ? Emptiness(of: [source]).fields(wording) : nil)
    fields["paging"] = .group(paging(of: listing, page: page, position: position))
    addAside(to: &fields, listing: listing, directory: directory, languages: [])
    fields["account"] = .group((account(of: source)?.name).map(Self.parts(ofAccount:)))
    return render(.source, head, fields)
  }

  private func facts(of source: Source, directory: Directory) -> Fields {
    let summary = source.subscription.description ?? source.profile.subtitle
    let home = WebAddress.published(source.homePageURL)
    let topics = directory.folders(of: source)
    return [
      "summary": .text(summary), "language": .text(foreign(LanguageTag.valid(source.language))),
      "home": .group(home.map { ["href": .text($0), "label": .text(WebAddress.host($0) ?? $0)] }),
      "languageName": .text(languageName(source)),
      "hasTopics": .flag(!topics.isEmpty),
      "sourceTopics": .list(
        topics.map {
          ["href": .text(Listing(.folder($0)).path), "label": .text($0.name(in: wording))]
        }),
      "licence": .text(source.rights),
      "accountNote": .text(account(of: source)?.note),
    ]
  }

  private func clinic(of source: Source, now: Date) -> Fields {
    let condition = Condition(of: source, now: now)
    let state = source.state
    let line = source.subscription
    return [
      "state": .text(wording(condition.name)), "stateClass": .text(condition.styleClass),
      "stateText": .text(wording(condition.text)),
      "trouble": .group(
        condition.trouble.map { trouble in
          [
            "text": .text(wording(trouble.text)), "help": .text(wording(trouble.help)),
            "reason": .text(trouble.reason),
          ]
        }),
      "lastSuccess": .group(state.lastSuccess.map(moment)),
      "lastTry": .group(state.lastTry.map(moment)),
      "lastNew": .group(state.lastNew.map(moment)),
      "feedName": .text(wording(line.isFediverse ? .accountAddress : .feedAddress)),
      "feedHref": .text(WebAddress.published(line.address) ?? "/sources"),
      "feedLabel": .text(line.shownAddress),
      "movedTo": .text(state.movedTo),
    ]
  }

  private func languageName(_ source: Source) -> String? {
    source.language.flatMap(Membership.primarySubtag).map { wording.name(ofLanguage: $0) }
  }

  /// The account that tells a source's entries: its own, else the mirror we keep for it.
  private func account(of source: Source) -> (name: String, note: String)? {
    if let own = source.subscription.account { return (own, wording(.nativeNote)) }
    guard source.subscription.federation != .off else { return nil }
    return ("@" + source.handle + "@" + site.authority, wording(.mirrorNote))
  }

  /// All sources with their state.
  public func sources(_ directory: Directory, now: Date) -> Rendered {
    let head = Head(
      title: wording(.sourcesTitle), description: wording(.sourcesDescription), path: "/sources")
    let listed = directory.sources.filter { $0.retired == nil }
    return render(
      .sources, head,
      [
        "heading": .text(wording(.sourcesTitle)),
        "empty": .group(listed.isEmpty ? Emptiness.noSources.fields(wording) : nil),
        "groups": .list(groups(directory, now: now)),
      ])
  }

  private func groups(_ directory: Directory, now: Date) -> [Fields] {
    var groups: [Fields] = []
    for (index, folder) in directory.folders.enumerated() {
      let sources = directory.sources(in: folder)
      guard !sources.isEmpty else { continue }
      groups.append(
        group(
          folder.name(in: wording), anchor: "topic-\(index + 1)",
          href: Listing(.folder(folder)).path, sources, now: now))
    }
    let loose = directory.sources.filter {
      $0.retired == nil && directory.folders(of: $0).isEmpty
    }
    guard !loose.isEmpty else { return groups }
    return groups
      + [group(wording(.noTopic), anchor: "topic-0", href: nil, loose, now: now)]
  }

  private func group(
    _ label: String, anchor: String, href: String?, _ sources: [Source], now: Date
  ) -> Fields {
    [
      "label": .text(label), "anchor": .text(anchor), "href": .text(href),
      "tableLabel": .text(wording(.tableLabel, label)),
      "rows": .list(sources.map { row($0, now: now) }),
    ]
  }

  private func row(_ source: Source, now: Date) -> Fields {
    let condition = Condition(of: source, now: now)
    let text = condition.trouble?.text ?? (condition.health == .active ? nil : condition.text)
    return [
      "href": .text(Listing(.source(source)).path), "title": .text(source.title),
      "languageName": .text(languageName(source)),
      "state": .text(wording(condition.name)), "stateClass": .text(condition.styleClass),
      "text": .text(text.map { wording($0) }),
      "lastSuccess": .group(source.state.lastSuccess.map(moment)),
    ]
  }
}
