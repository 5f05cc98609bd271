import Books
import Diagnostics

extension TableTarget {
  /// Writes the file of a plan, with the permissions that it has, unless it has changed since it was read.
  func write(_ plan: Plan) throws(Failure) {
    try ChangedFile(
      plan.file, shown: plan.shownPath, since: contents.files.first { $0.path == plan.file.path }?.bytes,
      in: directory
    ).write()
  }
}
