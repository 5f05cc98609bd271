import Glibc

extension UnixSocket.Problem {
  /// Whether nothing happened for longer than the socket's patience.
  var isTimeout: Bool { code == EAGAIN || code == EWOULDBLOCK }
}

/// Asks the daemon over its Unix socket, on one connection that is kept open.
final class DaemonClient {
  enum Method: String {
    case get = "GET"
    case post = "POST"
  }

  private static let patience: Duration = .seconds(60)

  private let path: String
  private var connection: Connection?

  /// - Parameter path: of the socket.
  init(socketPath path: String) {
    self.path = path
  }

  /// Sends a request and waits for its answer, whatever its status.
  ///
  /// - Throws: a failure with `Status.daemonNotReachable` where there is no answer.
  func ask(_ method: Method, _ target: String, body: [UInt8]? = nil) throws(Failure) -> DaemonAnswer {
    let request = Self.request(method, target, body)
    // A connection that was idle may have been closed just now: then nothing was answered, and a new one may try.
    if let connection {
      do {
        return try answer(to: request, on: connection)
      } catch AnswerReader.Problem.cut(hasBegun: false) {
        self.connection = nil
      } catch {
        throw failure(error)
      }
    }
    do {
      let connection = Connection(try UnixSocket(connectingTo: path, patience: Self.patience))
      return try answer(to: request, on: connection)
    } catch let problem as UnixSocket.Problem {
      throw notReachable(problem)
    } catch let problem as AnswerReader.Problem {
      throw failure(problem)
    } catch {
      throw Failure(.internalError, "\(error)")
    }
  }

  /// A socket that a class may hold.
  private final class Connection {
    let socket: UnixSocket

    init(_ socket: consuming UnixSocket) { self.socket = socket }
  }

  private func answer(
    to request: [UInt8], on connection: Connection
  ) throws(AnswerReader.Problem) -> DaemonAnswer {
    // A server may answer and close before it has read all: what it says counts, not that sending failed.
    let hasSent = (try? connection.socket.send(request)) != nil
    var reader = AnswerReader()
    let (answer, staysOpen) = try reader.read(connection.socket)
    self.connection = hasSent && staysOpen ? connection : nil
    return answer
  }

  private static func request(_ method: Method, _ target: String, _ body: [UInt8]?) -> [UInt8] {
    var head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: waymark\r\nAccept: application/json\r\n"
    if body != nil { head += "Content-Type: application/json\r\n" }
    if method == .post { head += "Content-Length: \(body?.count ?? 0)\r\n" }
    return Array("\(head)\r\n".utf8) + (body ?? [])
  }

  // MARK: What can go wrong

  private func notReachable(_ problem: UnixSocket.Problem) -> Failure {
    switch problem.code {
    case EACCES:
      Failure(
        .daemonNotReachable, "the socket '\(path)' may not be opened: \(problem.description)",
        help: "run this as a user of the socket's group")
    case ENAMETOOLONG:
      Failure(.wrongUse, "the socket's path '\(path)' is longer than the 107 bytes that the system takes")
    default:
      Failure(
        .daemonNotReachable, "no daemon answers at \(path) (\(problem.description.lowercased()))",
        help: "start one with `waymark serve`, or name its socket with --socket")
    }
  }

  private func failure(_ problem: AnswerReader.Problem) -> Failure {
    switch problem {
    case .cut: Failure(.daemonNotReachable, "the daemon at \(path) ended the connection before it answered")
    case .timeout:
      Failure(
        .daemonNotReachable,
        "the daemon at \(path) has not answered for \(Self.patience.components.seconds) seconds")
    case .malformed:
      Failure(.daemonNotReachable, "what answers at \(path) does not speak HTTP; is it the daemon's socket?")
    }
  }
}
