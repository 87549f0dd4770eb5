/// A policy and HTML's grammar, laid out for looking names up fast.
struct HTMLRules: Sendable {
  /// What is to be done with an element.
  struct Element: Sendable {
    let element: HTMLElement
    let name: HTMLName
    let nameCount: Int
    let traits: HTMLTraits
    let isKept: Bool
  }

  /// What the value of an attribute is.
  enum Value: Sendable {
    case text
    case link
    case media
    case candidates
  }

  /// A kept attribute.
  struct Attribute: Sendable {
    let name: HTMLName
    let nameCount: Int
    let value: Value
  }

  let elements: [Element]
  let attributes: [Attribute]
  let linkSchemes: Set<HTMLName>
  let mediaSchemes: Set<HTMLName>
  /// Whether any address of the web is allowed wherever an address is.
  let allowsWeb: Bool
  private let elementNames: HTMLNameTable
  private let attributeNames: HTMLNameTable

  init(_ policy: HTMLPolicy) {
    elements = HTMLElement.allCases.map { element in
      let name = HTMLName("\(element)")
      return Element(
        element: element, name: name, nameCount: name.count, traits: element.traits,
        isKept: policy.elements.contains("\(element)"))
    }
    var elementNames = HTMLNameTable()
    for rule in elements { elementNames.insert(rule.name, rule.element.rawValue) }
    elementNames.insert(HTMLName("image"), HTMLElement.img.rawValue)
    self.elementNames = elementNames
    attributes = policy.attributes.sorted().prefix(64).map { text in
      let name = HTMLName(text)
      return Attribute(name: name, nameCount: name.count, value: Self.value(of: text))
    }
    var attributeNames = HTMLNameTable()
    for (place, rule) in attributes.enumerated() {
      attributeNames.insert(rule.name, UInt8(truncatingIfNeeded: place))
    }
    self.attributeNames = attributeNames
    linkSchemes = Set(policy.linkSchemes.map { HTMLName($0) })
    mediaSchemes = Set(policy.mediaSchemes.map { HTMLName($0) })
    allowsWeb = policy.linkSchemes.intersection(policy.mediaSchemes).isSuperset(of: [
      "http", "https",
    ])
  }

  @inline(__always)
  func element(named name: HTMLName) -> Element? {
    elementNames[name].map { elements[Int($0)] }
  }

  @inline(__always)
  func attributeIndex(named name: HTMLName) -> Int? {
    attributeNames[name].map { Int($0) }
  }

  private static func value(of attribute: String) -> Value {
    switch attribute {
    case "href": .link
    case "src", "poster", "cite", "data", "longdesc", "background": .media
    case "srcset": .candidates
    default: .text
    }
  }
}
