import History
import JSON
import Reporting

extension ReportReader {
  init(root: JSONToken, _ state: ServingState) {
    self.init(
      root: root, plan: state.book.plan, knowing: state.history, clock: state.clock(),
      clockName: "the daemon's clock")
  }
}

extension ContactHistory: ReportKnowledge {}
