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
  /// What was closed before its own end tag came, outermost first, and goes on with the next text.
  private var pending: [HTMLRules.Element] = []
  private(set) var nodeCount = 0

  init() {}

  mutating func removeAll() {
    output.removeAll()
    stack.removeAll(keepingCapacity: true)
    for i in openCount.indices { openCount[i] = 0 }
    overflow = 0
    pending.removeAll(keepingCapacity: true)
    nodeCount = 0
  }

  /// Starts a tag, after closing what it closes; `false` where the tag must not be written.
  mutating func begin(_ rule: HTMLRules.Element) -> Bool {
    if !pending.isEmpty, Self.resumes(rule) || pending.contains(where: Self.isSpecial) { resume() }
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
    if endPending(rule) { return }
    guard let place = placeToClose(rule) else {
      if rule.element == .p, begin(rule) {
        finish(rule, hasAttributes: false)
        pop(to: stack.count - 1, endedBy: rule)
      }
      return
    }
    pop(to: place, endedBy: rule)
    let isTable = rule.element == .table || rule.traits.contains(.tablePart)
    if isTable { forget() }
  }

  /// Opens again what was closed too early; to be called before text is written.
  mutating func resume() {
    guard !pending.isEmpty else { return }
    let resumed = pending
    pending.removeAll(keepingCapacity: true)
    for rule in resumed where begin(rule) { finish(rule, hasAttributes: false) }
  }

  mutating func closeAll() {
    pop(to: 0)
    pending.removeAll(keepingCapacity: true)
  }

  /// Closes the open paragraph, as the start of any block does.
  mutating func closeParagraph() {
    if let place = nearest(.p, stop: Self.isCell) { pop(to: place) }
  }

  private mutating func pop(to place: Int, endedBy rule: HTMLRules.Element? = nil) {
    if !pending.isEmpty { pending.removeAll(where: Self.isSpecial) }
    while stack.count > place {
      let open = stack.removeLast()
      openCount[Int(open.rule.element.rawValue)] -= 1
      output.append("</")
      output.append(open.rule.name, count: open.rule.nameCount)
      output.append(.greater)
      let isOwnEnd = rule != nil && stack.count == place
      if !isOwnEnd { suspend(open, endedBy: rule) }
    }
  }
}

// MARK: - What goes on behind its end

extension HTMLTree {
  /// What is suspended at most; browsers keep three of a kind.
  private static let pendingLimit = 8

  /// `<b><i>x</b>y</i>`, `<p><b>x<p>y`: emphasis goes on behind the element it was closed with, and a paragraph behind
  /// the emphasis that ended inside it.
  private mutating func suspend(_ open: Open, endedBy rule: HTMLRules.Element?) {
    let isEmphasis = open.rule.traits.contains(.formatting) && !open.hasAttributes
    let isSplit = rule?.traits.contains(.formatting) == true && open.rule.traits.contains(.block)
    guard isEmphasis || isSplit, pending.count < Self.pendingLimit else { return }
    guard pending.count(where: { $0.element == open.rule.element }) < 3 else { return }
    pending.insert(open.rule, at: 0)
  }

  /// Takes an end tag as that of a suspended element.
  private mutating func endPending(_ rule: HTMLRules.Element) -> Bool {
    guard !pending.isEmpty,
      let place = pending.lastIndex(where: { $0.element == rule.element })
    else { return false }
    if Self.isSpecial(rule) {
      pending.removeSubrange(place...)
    } else {
      pending.remove(at: place)
    }
    return true
  }

  private mutating func forget() {
    if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
  }

  /// Whether suspended emphasis goes on before an element starts.
  private static func resumes(_ rule: HTMLRules.Element) -> Bool {
    switch rule.element {
    case .source, .track, .rt, .rp: false
    default: !isSpecial(rule)
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
      guard openCount[Int(HTMLElement.ruby.rawValue)] > 0 else { return true }
      if let last = stack.last?.rule.element, last == .rt || last == .rp {
        pop(to: stack.count - 1)
      }
      return stack.last?.rule.element == .ruby
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
    defer { forget() }
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
}
