import Glibc

/// Starts the one thread that runs libcurl.
enum CurlThread {
  /// What the thread takes along.
  private final class Luggage {
    let engine: Engine
    let workshop: Workshop

    init(_ engine: Engine, _ workshop: Workshop) {
      self.engine = engine
      self.workshop = workshop
    }
  }

  static func start(
    _ engine: Engine, _ multi: CurlMulti, _ setting: Workshop.Setting
  ) throws(FetchError) -> pthread_t {
    let luggage = Unmanaged.passRetained(Luggage(engine, Workshop(multi, setting)))
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { CurlThread.main($0) }, luggage.toOpaque())
    guard code == 0 else {
      luggage.release()
      multi.close()
      throw .unusable(why: String(cString: strerror(code)).lowercased())
    }
    return thread
  }

  private static func main(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let luggage = Unmanaged<Luggage>.fromOpaque(context).takeRetainedValue()
    luggage.engine.run(luggage.workshop)
    return nil
  }
}
