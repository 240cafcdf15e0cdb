import BantamDiagnostics

/// Which changes of the rules the tests notice.
public struct MutationReport: Sendable {
  /// A change that no test notices.
  public struct Survivor: Sendable {
    public var mutant: Mutant
    /// The condition or line, and what it becomes; nil: it is taken out.
    public var original: String
    public var changed: String?
    public var suggestion: Suggestion
  }

  public enum Suggestion: Sendable {
    /// A test to take over: it holds with the rules as they are and fails with the change.
    case test(String)
    /// No contact was found for whom it matters, out of so many tried.
    case none(tried: Int)
  }

  /// Changes whose rules have a meaning of their own.
  public var mutants = 0
  public var killed = 0
  /// In the order of the files and of their places.
  public var survivors: [Survivor] = []
  /// Changes that mean the same for every contact; not counted.
  public var equivalent = 0
  /// Changes after which the rules have errors; not counted.
  public var invalid = 0
  /// How many changes there are where not all were tried; nil: all were.
  public var sampledFrom: Int?
  public var files: [SourceFile]

  public init(files: [SourceFile]) { self.files = files }

  public func reaches(percent: Int) -> Bool { killed * 100 >= mutants * percent }

  public func line(of survivor: Survivor) -> Int {
    let span = survivor.mutant.edits.first?.span ?? survivor.mutant.shown
    return files[span.file].position(of: span.start).line
  }
}
