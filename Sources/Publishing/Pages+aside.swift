import Foundation
import Model

/// What stands beside a list: topics, languages, and the ways to subscribe.
extension Pages {
  func addAside(
    to fields: inout Fields, listing: Listing, directory: Directory, languages: [String]
  ) {
    fields["hasAside"] = .flag(true)
    fields["asideLabel"] = .text(wording(.topics) + ", " + wording(.subscribe))
    fields["topics"] = .list(topics(directory, listing: listing))
    fields["languages"] = .list(choices(of: languages, listing: listing))
    fields["feeds"] = .list(feeds(of: listing))
    fields["account"] = .group(account(of: listing).map(Self.parts(ofAccount:)))
  }

  /// The feeds of a listing, for people to choose from.
  func feeds(of listing: Listing) -> [Fields] {
    FeedFormat.allCases.compactMap { format in
      listing.feedPath(format).map { path in
        [
          "href": .text(path), "name": .text(format.name), "type": .text(format.mediaType),
        ]
      }
    }
  }

  /// The feeds of a listing, for programs to find; those of the river where it has none of its own.
  func feedLinks(of listing: Listing) -> [Rendered.Link] {
    FeedFormat.allCases.compactMap { format in
      guard let path = listing.feedPath(format) else { return nil }
      let title = listing.title(site: site, wording: wording) + " (" + format.name + ")"
      return Rendered.Link(
        url: site.origin + path, rel: "alternate", type: format.mediaType,
        title: PlainText.clean(title))
    }
  }

  private func topics(_ directory: Directory, listing: Listing) -> [Fields] {
    directory.folders.filter { !directory.sources(in: $0).isEmpty }.map { folder in
      [
        "href": .text(Listing(.folder(folder)).path), "label": .text(folder.name(in: wording)),
        "isCurrent": .flag(listing.subject == .folder(folder)),
      ]
    }
  }

  /// One choice for every language, and one for all of them; nothing where there is no choice.
  private func choices(of languages: [String], listing: Listing) -> [Fields] {
    guard languages.count > 1 || listing.language != nil else { return [] }
    return ([nil] + languages.map(Optional.some)).map { language in
      var target = listing
      target.language = language
      let name = language.map { wording.name(ofLanguage: $0) } ?? wording(.allLanguages)
      return [
        "href": .text(target.pagePath()), "label": .text(name),
        "isCurrent": .flag(language == listing.language),
      ]
    }
  }

  /// The Fediverse account that tells what the listing shows.
  func account(of listing: Listing) -> String? {
    switch listing.subject {
    case .river: "@news@" + site.authority
    case .folder(let folder): folder.handle.map { "@" + $0 + "@" + site.authority }
    case .source, .tag: nil
    }
  }

  /// An account's name and its host, between which a narrow column may break.
  static func parts(ofAccount account: String) -> Fields {
    let host = account.lastIndex(of: "@") ?? account.endIndex
    return ["name": .text(String(account[..<host])), "host": .text(String(account[host...]))]
  }
}
