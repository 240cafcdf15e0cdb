/// Stands in for the work of a command until the session library does it.
func notConnected(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  console.remark("`\(invocation.command.name)` is not connected yet")
  return .failed
}
