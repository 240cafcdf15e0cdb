@testable import bantam

/// `Testing` has a type of the same name.
typealias CommandStatus = ExitStatus
