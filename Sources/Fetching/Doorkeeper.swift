import CLibCurl
import Glibc

/// Opens, or refuses, the sockets of one transfer.
final class Doorkeeper {
  private let policy: AddressPolicy
  private let reach: Request.Reach
  private let address: WebAddress
  private var refused: IPAddress?
  private var hasOpened = false

  init(policy: AddressPolicy, reach: Request.Reach, address: WebAddress) {
    self.policy = policy
    self.reach = reach
    self.address = address
  }

  /// Called for every address a name resolves to, until one answers.
  func openSocket(to target: inout curl_sockaddr) -> curl_socket_t {
    guard let ip = withUnsafePointer(to: &target.addr, { IPAddress($0) }), permits(ip) else {
      return CURL_SOCKET_BAD
    }
    hasOpened = true
    // No child process of ours is to hold the connection open.
    let closing = Int32(SOCK_CLOEXEC.rawValue)
    return socket(target.family, target.socktype | closing, target.protocol)
  }

  /// Called when a connection stands, a kept one too: what was fine for a feed may not be for a key.
  func permitsSending(to ip: String) -> Bool {
    IPAddress(ip).map(permits) ?? false
  }

  /// Why nothing was sent, if it was for want of a permitted address.
  func refusal(of code: CURLcode) -> FetchError? {
    guard let refused else { return nil }
    guard code == CURLE_ABORTED_BY_CALLBACK || code == CURLE_COULDNT_CONNECT && !hasOpened else {
      return nil
    }
    return policy.permits(refused)
      ? .outOfReach(url: address.text)
      : .forbiddenAddress(host: address.host, address: refused.description)
  }

  private func permits(_ ip: IPAddress) -> Bool {
    let isInReach =
      switch reach {
      case .feeds: true
      case .federation, .deliveries, .strangers:
        address.isSecure && address.port == 443 || policy.isListed(ip)
      }
    if isInReach, policy.permits(ip) { return true }
    refused = ip
    return false
  }
}
