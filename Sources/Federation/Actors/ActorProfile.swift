import Markup
import Model

/// What an actor's profile shows to people.
struct ActorProfile: Sendable {
  var actor: LocalActor
  var site: SiteProfile

  /// HTML: what it is, who runs it, and where to object.
  var summary: String {
    let said = ProfileWords.spoken(at: site).map { "<p>\(sentence($0))</p>" }
    return description.map { "<p>\(XMLWriter.escaped($0))</p>" + said.joined() } ?? said.joined()
  }

  /// What the source says of itself.
  private var description: String? {
    guard case .source(let source) = actor.role,
      let text = source.subscription.description ?? source.profile.subtitle
    else { return nil }
    let cut = Shortening.cut(HTMLText.plain(text), graphemes: 300, scalars: 500)
    return cut.isEmpty ? nil : cut
  }

  private func sentence(_ words: ProfileWords) -> String {
    switch actor.role {
    case .instance: words.instance(of: operatorName)
    case .merged: words.merged(by: operatorName)
    case .folder(let folder): sentence(of: folder, words)
    case .source(let source): sentence(of: source, words)
    }
  }

  private func sentence(of source: Source, _ words: ProfileWords) -> String {
    let mirror = words.mirror(of: home(of: source), by: operatorName, optOut: optOut)
    let isActive =
      source.retired == nil && LocalActor.mirrors(source) && !LocalActor.isOptedOut(source)
    return isActive ? mirror : mirror + "<br>" + words.inactive
  }

  private func sentence(of folder: Folder, _ words: ProfileWords) -> String {
    let topic = words.folder(folder, by: operatorName, escaping: XMLWriter.escaped)
    return folder.retired == nil ? topic : topic + "<br>" + words.endedTopic
  }

  private func home(of source: Source) -> String {
    let title = XMLWriter.escaped(source.title)
    guard let link = WebLink(source.homePageURL) else { return title }
    return "<a href=\"\(XMLWriter.escaped(link.url))\" rel=\"nofollow noopener noreferrer\">"
      + "\(title)</a>"
  }

  private var operatorName: String {
    XMLWriter.escaped(site.name) + " (" + XMLWriter.escaped(site.authority) + ")"
  }

  private var optOut: String { ContactLink.html(site.contact ?? site.origin + "/about") }

  /// The table below the summary.
  var fields: [PropertyValue] {
    var fields = [field("Website", WebLink(website)?.html(rel: "me nofollow noopener noreferrer"))]
    fields.append(
      field("Feed", actor.feedPath.flatMap { WebLink(site.origin + $0) }.map(spelledOut)))
    if case .source(let source) = actor.role {
      fields.append(field(words.source, WebLink(source.subscription.address).map(spelledOut)))
      fields.append(field(words.licence, source.subscription.licence.map(linkOrText)))
    }
    fields.append(field(words.imprint, WebLink(site.imprint)?.html()))
    fields.append(field(words.privacy, WebLink(site.privacy)?.html()))
    fields.append(field(words.contact, site.contact.map(ContactLink.html)))
    return fields.compactMap { $0 }
  }

  private var words: ProfileWords { .first(at: site) }

  private var website: String? {
    guard case .source(let source) = actor.role else { return site.origin + "/" }
    return source.homePageURL
  }

  private func field(_ name: String, _ value: String?) -> PropertyValue? {
    value.map { PropertyValue(name: name, value: $0) }
  }

  /// A feed's address is there to be copied, so all of it is shown.
  private func spelledOut(_ link: WebLink) -> String {
    let url = XMLWriter.escaped(link.url)
    return "<a href=\"\(url)\" rel=\"nofollow noopener noreferrer\">\(url)</a>"
  }

  private func linkOrText(_ text: String) -> String {
    WebLink(text)?.html() ?? XMLWriter.escaped(text)
  }
}
