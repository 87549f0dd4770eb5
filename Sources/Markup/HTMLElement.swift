/// The elements whose place in HTML's grammar matters here.
enum HTMLElement: UInt8, CaseIterable {
  case a, abbr, address, applet, area, article, aside, audio, b, base, bdi, bdo, bgsound, big
  case blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data
  case datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption
  case figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup
  case hr, html, i, iframe, img, input, ins, kbd, keygen, label, legend, li, link, listing
  case main, map, mark, math, menu, meta, meter, nav, nobr, noembed, noframes, noscript, object
  case ol, optgroup, option, output, p, param, picture, plaintext, pre, progress, q, rp, rt, ruby
  case s, samp, script, search, section, select, small, source, span, strike, strong, style, sub
  case summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr
  case track, tt, u, ul, `var`, video, wbr, xmp

  var traits: HTMLTraits {
    switch self {
    case .br, .col, .img, .source, .track, .area, .wbr, .param, .bgsound, .keygen: .void
    case .embed, .frame, .base, .link, .meta, .input: [.void, .hidden]
    case .hr: [.void, .block]
    case .script, .style: [.raw, .hidden, .toEnd]
    case .iframe, .noembed, .noframes, .textarea, .title: [.raw, .hidden]
    case .xmp: [.raw, .block]
    case .noscript, .template, .object, .applet, .button, .select, .head: .hidden
    case .svg, .math: [.hidden, .foreign]
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
      .fieldset, .figcaption, .figure, .footer, .form, .header, .hgroup, .listing, .main, .menu,
      .nav, .ol, .pre, .search, .section, .summary, .ul, .p, .plaintext, .dd, .dt, .li, .table:
      .block
    case .h1, .h2, .h3, .h4, .h5, .h6: [.block, .heading]
    case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u: .formatting
    case .caption, .colgroup, .tbody, .thead, .tfoot, .tr, .td, .th: .tablePart
    default: []
    }
  }
}

/// How an element stands in HTML's grammar.
struct HTMLTraits: OptionSet {
  let rawValue: UInt16

  /// Has no content and no end tag.
  static let void = HTMLTraits(rawValue: 1)
  /// Its content is text up to its end tag, whatever it looks like.
  static let raw = HTMLTraits(rawValue: 2)
  /// Its content is not for readers.
  static let hidden = HTMLTraits(rawValue: 4)
  /// Swallows all that follows when it is never closed.
  static let toEnd = HTMLTraits(rawValue: 8)
  /// Closes an open paragraph.
  static let block = HTMLTraits(rawValue: 16)
  static let heading = HTMLTraits(rawValue: 32)
  static let formatting = HTMLTraits(rawValue: 64)
  static let tablePart = HTMLTraits(rawValue: 128)
  /// Of another language than HTML; `/>` closes it.
  static let foreign = HTMLTraits(rawValue: 256)
}
