import Foundation
import Model

/// Any value as JSON says it: what is absent, false or empty is left out.
enum PlainValue {
  static func json(_ value: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    let plain = plain(value) ?? [String: Any]()
    let data = try JSONSerialization.data(withJSONObject: plain, options: options)
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func plain(_ value: Any) -> Any? {
    switch value {
    case let text as String: return text.isEmpty ? nil : text
    case let flag as Bool: return flag ? true : nil
    case let number as Int: return number
    case let date as Date: return date.formatted(.iso8601)
    case let format as Feed.Format: return format.rawValue
    case let kind as Text.Kind: return kind.name
    case let numbers as Set<Int>: return numbers.isEmpty ? nil : numbers.sorted()
    case let texts as [String: String]: return texts
    default: return composed(value)
    }
  }

  private static func composed(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { plain($0.value) }
    case .collection:
      let values = mirror.children.compactMap { plain($0.value) }
      return values.isEmpty ? nil : values
    default:
      var members: [String: Any] = [:]
      for child in mirror.children {
        if let label = child.label { members[label] = plain(child.value) }
      }
      return members.isEmpty ? nil : members
    }
  }
}
