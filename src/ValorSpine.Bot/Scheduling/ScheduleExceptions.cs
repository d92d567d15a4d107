namespace ValorSpine.Bot.Scheduling;

/// <summary>The schedule does not answer now, and may later. The message says why, in words that hold nothing of a patient.</summary>
internal sealed class ScheduleUnreachableException(string problem, Exception? cause = null) : Exception(problem, cause);

/// <summary>The schedule answered that it does not take a request; asking again would not help. The message says why, in words that hold nothing of a patient.</summary>
internal sealed class ScheduleRefusedException(string problem, Exception? cause = null) : Exception(problem, cause);
