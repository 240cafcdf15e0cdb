import BantamDiagnostics
import BantamProgram
import BantamSession
import BantamSyntax
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Counts what is being typed on a thread of its own; only the latest text is worked on.
public final class LiveCount: @unchecked Sendable {
  /// What a text came to.
  public enum Outcome: Sendable {
    case count(CriterionCount, Context, words: String, nanoseconds: Int64)
    /// What is wrong, and the count of as much of the text as is whole.
    case wrong([Diagnostic], soFar: String?)
    /// Nothing to count: a command, a declaration, blanks.
    case nothing
  }

  private let workbench: Workbench
  private let notify: @Sendable () -> Void
  private var thread: BackgroundWork?

  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  /// Held while the workbench is used.
  private var use = pthread_mutex_t()
  // Guarded by the lock.
  private var asked: String?
  private var answer: (text: String, outcome: Outcome)?
  private var isStopped = false

  /// `notify` is called on the other thread whenever there is a new answer.
  public init(_ workbench: Workbench, notify: @escaping @Sendable () -> Void) {
    self.workbench = workbench
    self.notify = notify
    pthread_mutex_init(&lock, nil)
    pthread_mutex_init(&use, nil)
    pthread_cond_init(&changed, nil)
    thread = BackgroundWork(ifPossible: { [unowned self] in work() })
  }

  /// Ends the thread; to be called before this is released.
  public func stop() {
    pthread_mutex_lock(&lock)
    isStopped = true
    pthread_cond_broadcast(&changed)
    pthread_mutex_unlock(&lock)
    thread?.wait()
    thread = nil
  }

  deinit {
    pthread_mutex_destroy(&lock)
    pthread_mutex_destroy(&use)
    pthread_cond_destroy(&changed)
  }

  public func ask(_ text: String) {
    pthread_mutex_lock(&lock)
    asked = text
    pthread_cond_broadcast(&changed)
    pthread_mutex_unlock(&lock)
  }

  /// The latest answer and the text it is of.
  public var latest: (text: String, outcome: Outcome)? {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    return answer
  }

  /// Uses the workbench while nothing is counted.
  public func exclusively<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(&use)
    defer { pthread_mutex_unlock(&use) }
    return try body()
  }

  private func work() {
    while let text = next() {
      let outcome = exclusively { count(text) }
      pthread_mutex_lock(&lock)
      answer = (text, outcome)
      pthread_mutex_unlock(&lock)
      notify()
    }
  }

  private func next() -> String? {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    while asked == nil, !isStopped { pthread_cond_wait(&changed, &lock) }
    if isStopped { return nil }
    defer { asked = nil }
    return asked
  }

  private func count(_ text: String) -> Outcome {
    let trimmed = text.trimmedBlanks
    if trimmed.isEmpty || trimmed.hasPrefix(":") { return .nothing }
    let started = Clock.monotonicNanoseconds()
    let criterion: Criterion
    if Workbench.declarationWord(trimmed) != nil {
      guard let declared = workbench.criterion(declaring: text + closingBrackets(of: text)), declared.plan != nil else {
        return .nothing
      }
      criterion = declared
    } else {
      criterion = workbench.criterion(text)
    }
    do throws(RunFailure) {
      guard let found = try workbench.answer(criterion) else {
        return .wrong(criterion.diagnostics, soFar: try soFar(text))
      }
      return .count(
        found.count, criterion.context, words: countText(found.count, criterion),
        nanoseconds: Clock.monotonicNanoseconds() - started)
    } catch {
      return .wrong(error.diagnostics, soFar: nil)
    }
  }

  private static let mostCuts = 12

  /// The count of the longest beginning that is a criterion, if few words are missing; open brackets are closed.
  private func soFar(_ text: String) throws(RunFailure) -> String? {
    let source = SourceFile(path: "input", text: text)
    let starts = parse(source, file: 0).tree.tokens.map { Int($0.start) }.filter { $0 > 0 && $0 <= source.bytes.count }
    for start in starts.suffix(Self.mostCuts).reversed() {
      let beginning = String(decoding: source.bytes[..<start], as: UTF8.self)
      let criterion = workbench.criterion(beginning + closingBrackets(of: beginning))
      if let found = try workbench.answer(criterion) { return countText(found.count, criterion) }
    }
    return nil
  }
}
