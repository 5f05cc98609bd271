import API
import Foundation
import History
import Serving
import Settings

/// How a response that is made piece by piece keeps step with its client.
enum LongResponse {
  /// Bytes that wait for the client before more is made.
  static let mostWaiting = 1 << 20
  /// How long more is put off then.
  static let pause = Duration.milliseconds(5)
}

/// `GET /v1/backup`: a copy of the history's file as it is now. `HEAD` makes none.
struct BackupHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let isWanted = try wantsDamaged(request)
    if !isWanted, let damage = state.unacceptedDamage {
      return state.reply(.historyNotCopied(damage), to: writer)
    }
    let head = HTTPResponse(contentType: MediaType.database, headers: state.book.headers)
    guard request.method != "HEAD" else {
      writer.begin(head)
      return writer.end()
    }
    let path = "\(state.configuration.stateDirectory)/backup-\(UUID().uuidString).sqlite"
    state.history.copy(
      to: path,
      done: state.loop.callback { fault in
        if let fault {
          unlink(path)
          return state.reply(.historyUnavailable("\(fault)"), to: writer)
        }
        let file = FileHandle(forReadingAtPath: path)
        // It lives on until it is closed, and not after a crash.
        unlink(path)
        guard let file else {
          return state.reply(.historyUnavailable("the copy cannot be read"), to: writer)
        }
        writer.begin(head)
        send(file, to: writer)
      })
  }

  /// Whether a damaged history is to be copied as well.
  private func wantsDamaged(_ request: HTTPRequest) throws(QueryProblem) -> Bool {
    var isWanted = false
    for item in request.query {
      guard Parameter(rawValue: item.name) == .damaged else {
        throw QueryProblem("unknown parameter '\(item.name)'; there is 'damaged'")
      }
      guard let value = Bool(item.value) else {
        throw QueryProblem("'damaged' is 'true' or 'false', not '\(item.value)'")
      }
      isWanted = value
    }
    return isWanted
  }

  /// Sends one piece after another, each read on another thread.
  private func send(_ file: FileHandle, to writer: any ResponseWriter) {
    guard writer.isOpen else { return }
    guard writer.waitingBytes < LongResponse.mostWaiting else {
      return state.loop.schedule(after: LongResponse.pause) { send(file, to: writer) }
    }
    state.offload({ Result { try file.read(upToCount: 256 << 10).map { Array($0) } ?? [] } }) { read in
      guard case .success(let piece) = read else { return writer.abort() }
      guard !piece.isEmpty else {
        state.backups.note(state.clock())
        let stamp = state.backups
        return state.offload({ stamp.store() }) { writer.end() }
      }
      writer.write(piece)
      state.loop.yield { send(file, to: writer) }
    }
  }
}
