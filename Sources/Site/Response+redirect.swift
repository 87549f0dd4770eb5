import HTTPTypes
import Hummingbird

extension Response {
  /// Sends the client elsewhere on this site; nothing to read comes with it.
  static func redirect(_ status: HTTPResponse.Status, to path: String) -> Response {
    var fields = DocumentKind.page.fields
    fields[.location] = path
    return Response(status: status, headers: fields)
  }
}
