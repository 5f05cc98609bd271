import API
import Foundation
import Serving
import Synchronization
import TestSupport

/// A server at a socket in a folder of its own, that tells what it was asked and what happened.
final class TestServer: Sendable {
  struct Seen: Sendable {
    var requests: [HTTPRequest] = []
    var events: [ServerEvent] = []
  }

  let folder: TemporaryFolder
  let path: String
  let server: Server
  private let eventStream: AsyncStream<ServerEvent>

  private init(
    folder: TemporaryFolder, configuration: ServerConfiguration, loop: ServerLoop,
    streams: @escaping @Sendable (HTTPRequest, Responder) -> BodyReceiver?,
    handler: @escaping @Sendable (HTTPRequest, Responder) -> Void,
    onEvent: @escaping @Sendable (ServerEvent) -> Void
  ) {
    self.folder = folder
    path = folder.at("s")
    let box = SeenBox()
    let (stream, continuation) = AsyncStream.makeStream(of: ServerEvent.self)
    eventStream = stream
    server = Server(
      configuration: configuration, loop: loop,
      events: { event in
        box.seen.withLock { $0.events.append(event) }
        onEvent(event)
        continuation.yield(event)
      },
      handler: { head, responder in
        let hasBody =
          head.header("content-length").map { $0 != "0" } ?? (head.header("transfer-encoding") != nil)
        if hasBody, let receiver = streams(head, responder) { return .pieces(receiver) }
        return .whole { request in
          box.seen.withLock { $0.requests.append(request) }
          handler(request, responder)
        }
      })
    seenBox = box
  }

  private let seenBox: SeenBox

  private final class SeenBox: Sendable {
    let seen = Mutex(Seen())
  }

  var requests: [HTTPRequest] { seenBox.seen.withLock { $0.requests } }
  var events: [ServerEvent] { seenBox.seen.withLock { $0.events } }

  /// Waits for an event; there is one waiter at a time.
  func event<Value: Sendable>(_ pick: @Sendable (ServerEvent) -> Value?) async -> Value? {
    for await event in eventStream {
      if let value = pick(event) { return value }
    }
    return nil
  }

  /// Answers each request with its method, path and body unless told otherwise.
  static let echo: @Sendable (HTTPRequest, Responder) -> Void = { request, responder in
    let text = "\(request.method) \(request.path) "
    responder.finish(HTTPResponse(contentType: "text/plain", body: Array(text.utf8) + request.body))
  }

  /// Runs a server while the body runs, then stops it and removes its folder.
  ///
  /// - Parameter onEvent: called on the event loop.
  static func run(
    _ change: (inout ServerConfiguration) -> Void = { _ in }, loop: ServerLoop = ServerLoop(),
    streams: @escaping @Sendable (HTTPRequest, Responder) -> BodyReceiver? = { _, _ in nil },
    handler: @escaping @Sendable (HTTPRequest, Responder) -> Void = echo,
    onEvent: @escaping @Sendable (ServerEvent) -> Void = { _ in },
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    var configuration = ServerConfiguration(socket: .path(folder.at("s")))
    // Longer than a client of these tests is patient, however busy the machine is.
    configuration.limits.linger = .seconds(60)
    configuration.limits.drain = .seconds(1)
    change(&configuration)
    let server = TestServer(
      folder: folder, configuration: configuration, loop: loop, streams: streams, handler: handler,
      onEvent: onEvent)
    try await server.server.start()
    let executor = BlockingExecutor()
    defer { executor.end() }
    do {
      try await withTaskExecutorPreference(executor) { try await body(server) }
    } catch {
      await server.server.stop()
      await server.server.shutDown()
      throw error
    }
    await server.server.stop()
    await server.server.shutDown()
  }

  func client() throws -> RawClient { try RawClient(path) }

  /// Sends bytes on a connection of its own and takes the first answer.
  func answer(to text: String) throws -> RawAnswer? {
    let client = try client()
    client.send(text)
    return client.answer()
  }
}

/// Whether an answer is a problem of a kind.
func isProblem(_ answer: RawAnswer?, _ status: Int, _ word: String) -> Bool {
  guard let answer, answer.status == status, answer.header("content-type") == "application/problem+json",
    let object = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
  else { return false }
  let detail = object["detail"] as? String ?? ""
  return object["type"] as? String == "urn:waymark:problem:\(word)" && object["status"] as? Int == status
    && object["title"] is String && !detail.isEmpty
}
