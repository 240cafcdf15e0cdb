import BantamDiagnostics
import BantamSession
import BantamSystem
import BantamTestRunner

/// `bantam test --from-db CONTACT`
extension TestCommand {
  static func writeTest(from contact: String, _ invocation: Invocation, _ console: Console) -> ExitStatus {
    return .clean
  }
}
