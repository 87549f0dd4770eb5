/// The elements that are open, and what has been written of them.
///
/// Follows HTML's rules for what closes what (WHATWG HTML, section 13.2.6), so that the tree a browser reads in the
/// output is the tree that was written.
struct HTMLTree: ~Copyable {
  /// Elements nested deeper than this lose their tags.
  static let depthLimit = 128
  /// Elements after this many lose their tags.
  static let nodeLimit = 50_000

  private struct Open {
    var rule: HTMLRules.Element
    var hasAttributes: Bool
  }

  var output = HTMLBuffer(capacity: 16_384)
  private var stack: [Open] = []
  private var openCount = [Int](repeating: 0, count: HTMLElement.allCases.count)
  private var overflow = 0
  private(set) var nodeCount = 0

  init() {}

  mutating func removeAll() {
    output.removeAll()
    stack.removeAll(keepingCapacity: true)
    for i in openCount.indices { openCount[i] = 0 }
    overflow = 0
    nodeCount = 0
  }

  /// Starts a tag, after closing what it closes; `false` where the tag must not be written.
  mutating func begin(_ rule: HTMLRules.Element) -> Bool {
    guard makeRoom(for: rule) else { return false }
    guard nodeCount < Self.nodeLimit, stack.count < Self.depthLimit else {
      if !rule.traits.contains(.void) { overflow += 1 }
      return false
    }
    nodeCount += 1
    output.append(.less)
    output.append(rule.name, count: rule.nameCount)
    return true
  }

  /// Ends the tag that was begun.
  mutating func finish(_ rule: HTMLRules.Element, hasAttributes: Bool) {
    output.append(.greater)
    guard !rule.traits.contains(.void) else { return }
    stack.append(Open(rule: rule, hasAttributes: hasAttributes))
    openCount[Int(rule.element.rawValue)] += 1
  }

  /// Closes the nearest open element of this kind, and what is open inside it.
  mutating func close(_ rule: HTMLRules.Element) {
    if overflow > 0 {
      overflow -= 1
      return
    }
    guard let place = placeToClose(rule) else { return }
    let reopened = rule.traits.contains(.formatting) ? formatting(above: place) : []
    pop(to: place)
    for open in reopened where begin(open.rule) { finish(open.rule, hasAttributes: false) }
  }

  mutating func closeAll() { pop(to: 0) }

  /// Closes the open paragraph, as the start of any block does.
  mutating func closeParagraph() {
    if let place = nearest(.p, stop: Self.isCell) { pop(to: place) }
  }

  private mutating func pop(to place: Int) {
    while stack.count > place {
      let rule = stack.removeLast().rule
      openCount[Int(rule.element.rawValue)] -= 1
      output.append("</")
      output.append(rule.name, count: rule.nameCount)
      output.append(.greater)
    }
  }
}

// MARK: - What closes what

extension HTMLTree {
  /// Closes what the start of an element closes; `false` where it cannot start here.
  private mutating func makeRoom(for rule: HTMLRules.Element) -> Bool {
    if rule.traits.contains(.block) { makeRoom(forBlock: rule) }
    switch rule.element {
    case .a:
      if let place = nearest(.a, stop: Self.isCell) { pop(to: place) }
    case .rt, .rp:
      if let last = stack.last?.rule.element, last == .rt || last == .rp {
        pop(to: stack.count - 1)
      }
    case .table, .caption, .colgroup, .col, .tbody, .thead, .tfoot, .tr, .td, .th:
      return makeRoom(forTablePart: rule.element)
    default: break
    }
    return true
  }

  private mutating func makeRoom(forBlock rule: HTMLRules.Element) {
    switch rule.element {
    case .li: closeItem { $0 == .li }
    case .dd, .dt: closeItem { $0 == .dd || $0 == .dt }
    default: break
    }
    closeParagraph()
    if rule.traits.contains(.heading), let last = stack.last?.rule, last.traits.contains(.heading) {
      pop(to: stack.count - 1)
    }
  }

  private mutating func closeItem(_ isItem: (HTMLElement) -> Bool) {
    for place in stack.indices.reversed() {
      let rule = stack[place].rule
      if isItem(rule.element) { return pop(to: place) }
      let passes = rule.element == .address || rule.element == .div || rule.element == .p
      if Self.isSpecial(rule), !passes { return }
    }
  }

  /// A part of a table closes what is open between it and the part it belongs to.
  private mutating func makeRoom(forTablePart part: HTMLElement) -> Bool {
    if part == .table {
      guard let place = stack.lastIndex(where: { Self.isCell($0.rule.element) }) else {
        return true
      }
      if stack[place].rule.element == .table { pop(to: place) }
      return true
    }
    guard openCount[Int(HTMLElement.table.rawValue)] > 0 else { return false }
    let owner = stack.lastIndex { Self.owns($0.rule.element, part) }
    if let owner { pop(to: owner + 1) }
    return owner != nil
  }

  private static func owns(_ owner: HTMLElement, _ part: HTMLElement) -> Bool {
    if owner == .table { return true }
    switch part {
    case .td, .th: return [.tr, .tbody, .thead, .tfoot].contains(owner)
    case .tr: return [.tbody, .thead, .tfoot].contains(owner)
    case .col: return owner == .colgroup
    default: return false
    }
  }

  /// The open element that an end tag closes; any heading's end tag closes any heading.
  private func placeToClose(_ rule: HTMLRules.Element) -> Int? {
    guard rule.traits.contains(.heading) else {
      return nearest(rule.element) { Self.isBarrier($0, to: rule) }
    }
    let place = stack.lastIndex { open in
      open.rule.traits.contains(.heading) || Self.isCell(open.rule.element)
    }
    return place.flatMap { stack[$0].rule.traits.contains(.heading) ? $0 : nil }
  }

  private func nearest(_ element: HTMLElement, stop: (HTMLElement) -> Bool) -> Int? {
    guard openCount[Int(element.rawValue)] > 0 else { return nil }
    for place in stack.indices.reversed() {
      let open = stack[place].rule.element
      if open == element { return place }
      if stop(open) { return nil }
    }
    return nil
  }

  /// What an end tag does not reach across.
  private static func isBarrier(_ open: HTMLElement, to rule: HTMLRules.Element) -> Bool {
    if rule.element == .table { return false }
    if rule.traits.contains(.tablePart) { return open == .table }
    if isCell(open) { return true }
    if rule.element == .li { return open == .ul || open == .ol }
    if rule.traits.contains(.block) || rule.traits.contains(.formatting) || rule.element == .a {
      return false
    }
    return open.traits.contains(.block) || open.traits.contains(.tablePart)
  }

  private static func isCell(_ element: HTMLElement) -> Bool {
    element == .td || element == .th || element == .caption || element == .table
  }

  private static func isSpecial(_ rule: HTMLRules.Element) -> Bool {
    rule.traits.contains(.block) || rule.traits.contains(.tablePart)
  }

  /// `<b><i>x</b>y</i>`: what is emphasised inside the element being closed goes on behind it.
  private func formatting(above place: Int) -> [Open] {
    let above = stack[(place + 1)...]
    guard above.count <= 8, above.allSatisfy({ $0.rule.traits.contains(.formatting) }) else {
      return []
    }
    return above.filter { !$0.hasAttributes }
  }
}
