import CLibCurl

/// One errand under way in libcurl, and everything its callbacks write to.
///
/// It never leaves the curl thread, and must be kept alive until it has been removed from the multi
/// handle: the callbacks hold it without a reference of their own.
final class Transfer {
  typealias Instant = ContinuousClock.Instant

  let ticket: Ticket
  let easy: CurlEasy
  private let started: Instant
  private let doorkeeper: Doorkeeper
  private var head: HeaderBlock
  private var body: [UInt8] = []
  private var isBodyTooLarge = false

  private var errand: Errand { ticket.errand }

  init(_ ticket: Ticket, policy: AddressPolicy, at now: Instant) throws(FetchError) {
    self.ticket = ticket
    started = now
    easy = try CurlEasy()
    let errand = ticket.errand
    doorkeeper = Doorkeeper(policy: policy, reach: errand.reach, address: errand.address)
    head = HeaderBlock(limits: errand.limits)
  }

  /// When to give up if no byte of an answer has come by then; libcurl has no such limit for HTTP.
  var firstByteDeadline: Instant? {
    head.isEmpty ? started + errand.limits.firstByte : nil
  }

  func elapsed(at now: Instant) -> Duration { now - started }

  /// The failure of a transfer that waited in vain for its first byte.
  var lateness: FetchError {
    easy.offset(CURLINFO_PRETRANSFER_TIME_T) == 0
      ? .timedOut(host: errand.address.host, .connect, after: errand.limits.firstByte)
      : .timedOut(host: errand.address.host, .firstByte, after: errand.limits.firstByte)
  }

  /// What a finished transfer amounts to.
  func result(_ code: CURLcode, at now: Instant) -> Ticket.Result {
    let isCut = isBodyTooLarge && errand.limits.cutsBody
    guard code == CURLE_OK || isCut else { return .failure(failure(code)) }
    guard head.isComplete else {
      return .failure(
        .garbled(host: errand.address.host, why: "the connection ended within the headers"))
    }
    return .success(
      Answer(
        status: easy.number(CURLINFO_RESPONSE_CODE), headers: head.headers, body: body,
        httpVersion: head.httpVersion, duration: elapsed(at: now)))
  }

  private func failure(_ code: CURLcode) -> FetchError {
    let url = errand.address.text
    if isBodyTooLarge { return .tooLarge(url: url, limit: errand.limits.bodyBytes) }
    if head.isTooLarge { return .headersTooLarge(url: url, limit: errand.limits) }
    if let refusal = doorkeeper.refusal(of: code) { return refusal }
    let fault = CurlFault(
      code: code, host: errand.address.host, explanation: easy.explanation(of: code),
      systemError: Int32(truncatingIfNeeded: easy.number(CURLINFO_OS_ERRNO)))
    return fault.isTimeout ? timeout : fault.error
  }

  private var timeout: FetchError {
    let host = errand.address.host
    if easy.offset(CURLINFO_PRETRANSFER_TIME_T) == 0 {
      return .timedOut(
        host: host, .connect, after: min(errand.limits.connect, errand.limits.total))
    }
    // libcurl's code is the same for both of its limits, and its clock may be a little ahead.
    let isSlow = ContinuousClock.now - started < errand.remaining - .milliseconds(100)
    return .timedOut(
      host: host, head.isEmpty ? .firstByte : .transfer,
      after: isSlow ? errand.limits.patience : errand.limits.total)
  }
}

extension Transfer {
  private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Lets libcurl call back into this transfer.
  func listen() throws(FetchError) {
    let me = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    try easy.set(CURLOPT_WRITEDATA, me)
    try easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      guard let bytes, let transfer = Transfer.from(context) else { return 0 }
      return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
    try easy.set(CURLOPT_HEADERDATA, me)
    try easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      guard let bytes, let transfer = Transfer.from(context) else { return 0 }
      let line = UnsafeRawBufferPointer(start: bytes, count: count)
      return transfer.head.receive(line) ? count : 0
    }
    try easy.set(CURLOPT_OPENSOCKETDATA, me)
    try easy.setSocketOpener { context, _, address in
      guard let address, let transfer = Transfer.from(context) else { return CURL_SOCKET_BAD }
      return transfer.doorkeeper.openSocket(to: &address.pointee)
    }
    try easy.set(CURLOPT_PREREQDATA, me)
    try easy.setSendGuard { context, remote, _, _, _ in
      guard let remote, let transfer = Transfer.from(context),
        transfer.doorkeeper.permitsSending(to: String(cString: remote))
      else { return CURL_PREREQFUNC_ABORT }
      return CURL_PREREQFUNC_OK
    }
  }

  /// Counts what decompression made of the bytes, which is why `MAXFILESIZE` would not do.
  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= errand.limits.bodyBytes - body.count else {
      isBodyTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }
}
