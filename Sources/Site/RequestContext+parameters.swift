import Foundation
import Hummingbird

extension SiteContext {
  /// A step of the path as it was meant: the router hands it over as it was written.
  ///
  /// - Throws: 400 where it is escaped wrongly.
  func decoded(_ name: String) throws -> String {
    guard let text = try parameters.require(name).removingPercentEncoding else {
      throw HTTPError(.badRequest)
    }
    return text
  }

  /// A handle, which is the same in any case.
  func handle() throws -> String { try decoded("handle").lowercased() }
}
