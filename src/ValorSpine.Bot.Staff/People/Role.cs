using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.People;

/// <summary>What somebody is to the console. An account may have several; their rights add up.</summary>
/// <param name="Name">Stable: in the store, on the command line, in the mapping of a sign-in service.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Does">What the role is for, in a sentence.</param>
/// <param name="Rights">All that it may do.</param>
public sealed record Role(string Name, string Title, string Does, ImmutableArray<Right> Rights);
