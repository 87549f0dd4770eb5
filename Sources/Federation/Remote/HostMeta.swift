import Foundation
import Markup

/// Where a host has its accounts looked up, as it says itself (RFC 6415).
struct HostMeta: Sendable, Hashable {
  /// How it says so.
  enum Form: CaseIterable {
    case xrd
    case json

    var path: String {
      switch self {
      case .xrd: "/.well-known/host-meta"
      case .json: "/.well-known/host-meta.json"
      }
    }

    var types: [String] {
      switch self {
      case .xrd: ["application/xrd+xml", "application/xml", "text/xml"]
      case .json: ["application/json", "application/jrd+json"]
      }
    }
  }

  private struct Link {
    var rel: String?
    var type: String?
    var template: String?
  }

  /// An address with `{uri}` in it.
  let template: String

  private static let variable = "{uri}"

  /// `nil` where the document names no place that answers in JSON.
  init?(_ body: [UInt8], as form: Form) {
    let links =
      switch form {
      case .xrd: Self.links(ofXRD: body)
      case .json: Self.links(ofJSON: body)
      }
    let lookUps = links.filter { link in
      link.rel == "lrdd" && (link.type.map { $0.lowercased().contains("json") } ?? true)
    }
    let template = lookUps.lazy.compactMap(\.template).first { $0.contains(Self.variable) }
    guard let template else { return nil }
    self.template = template
  }

  private static func links(ofXRD body: [UInt8]) -> [Link] {
    guard let document = try? XMLEvents(reading: body) else { return [] }
    return document.events.compactMap { event in
      guard case .start(let tag) = event, tag.name == "Link" else { return nil }
      return Link(
        rel: tag.value("rel"), type: tag.value("type"), template: tag.value("template"))
    }
  }

  private static func links(ofJSON body: [UInt8]) -> [Link] {
    guard let document = try? RemoteObject(body, at: "") else { return [] }
    return document.objects("links").map { link in
      Link(rel: link.text("rel"), type: link.text("type"), template: link.text("template"))
    }
  }

  /// The address at which to ask about something.
  func address(of uri: String) -> String {
    template.replacing(Self.variable, with: Self.escaped(uri))
  }

  /// Nothing but unreserved characters stays as it is (RFC 6415, section 4.2).
  private static func escaped(_ uri: String) -> String {
    uri.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  private static let unreserved = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
}
