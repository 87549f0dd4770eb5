import CLibCurl
import Glibc

/// Says in our words what libcurl's result codes mean.
struct CurlFault {
  let code: CURLcode
  let host: String
  let explanation: String
  /// `errno` of the connection attempt, 0 if there is none.
  let systemError: Int32

  var isTimeout: Bool { code == CURLE_OPERATION_TIMEDOUT }

  var error: FetchError {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .unresolvable(host: host)
    case CURLE_COULDNT_CONNECT: .unreachable(host: host, why: reason)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      .tls(host: host, why: explanation)
    case CURLE_SSL_CACERT_BADFILE, CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN,
      CURLE_UNKNOWN_OPTION, CURLE_BAD_FUNCTION_ARGUMENT:
      .unusable(why: explanation)
    default: .garbled(host: host, why: explanation)
    }
  }

  /// libcurl's own sentence holds milliseconds, so that no two of them would be the same.
  private var reason: String {
    systemError == 0
      ? "no address of it answers" : String(cString: strerror(systemError)).lowercased()
  }
}
