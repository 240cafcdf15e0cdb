import BantamDiagnostics
import BantamSession
import BantamSystem
import BantamTestRunner

/// `bantam test --from-db CONTACT`
extension TestCommand {
  static func writeTest(from contact: String, _ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return console.report(error) }
    var request = OneContactRequest(
      rules: path, database: invocation.databasePath(rules: path, environment: console.environment), contact: contact)
    request.asksRulesAlone = true
    do throws(RunFailure) {
      let contact = try loadOneContact(request)
      console.report(LoadWords(contact.load))
      let written = BantamTestRunner.writeTest(from: contact)
      for remark in written.remarks { console.remark("note: " + remark) }
      if invocation.has("json") {
        var writer = JSONWriter()
        writer.object { writer in
          writer.member("test", written.text)
          writer.member("remarks", strings: written.remarks)
        }
        writer.endLine()
        console.write(writer.text)
      } else {
        console.writeWords(written.text)
      }
      return .clean
    } catch {
      return console.report(error)
    }
  }
}
