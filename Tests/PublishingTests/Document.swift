import Foundation
import Markup

/// An XML document read back, to ask what stands where.
struct Document {
  struct Element {
    var name: String
    var namespace: String?
    var attributes: [XMLAttribute]
    var children: [Element] = []
    var text = ""

    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }
    func first(_ name: String) -> Element? { all(name).first }
    func text(of name: String) -> String? { first(name)?.text }
    func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The element and all below it.
    var tree: [Element] { [self] + children.flatMap(\.tree) }
  }

  let root: Element
  let isSound: Bool

  init(_ bytes: [UInt8]) throws {
    let events = try XMLEvents(reading: bytes)
    isSound = !events.report.isRecovered
    var open = [Element(name: "", attributes: [])]
    for event in events.events {
      switch event {
      case .start(let tag):
        open.append(
          Element(name: tag.name, namespace: tag.namespace, attributes: tag.attributes))
      case .text(let text): open[open.count - 1].text += text
      case .end:
        let closed = open.removeLast()
        open[open.count - 1].children.append(closed)
      }
    }
    root = open[0].children[0]
  }
}
