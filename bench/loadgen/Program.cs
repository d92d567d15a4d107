using System.Globalization;
using ValorSpine.Bot.Loadgen;
using ValorSpine.Bot.Loadgen.Servers;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["bare", var url, var store, var place])
    return await BareServer.RunAsync(url, store, place);
if (!Pinning.IsPinned(ref args))
    return await Pinning.RunAgainAsync(args);
switch (args)
{
    case [] or ["turns", ..]:
        return await new TurnsRun(TimeSpan.FromSeconds(Number(1, 6)), Number(2, 3), args.Length > 3 ? [.. args.Skip(3).Select(number => int.Parse(number, CultureInfo.InvariantCulture))] : [1, 16, 64, 256]).RunAsync();
    case ["growth", ..]:
        return await GrowthRun.RunAsync(Number(1, 1_000_000), Number(2, 300));
    case ["soak", ..]:
        return await SoakRun.RunAsync(TimeSpan.FromMinutes(Number(1, 10)), Number(2, 16));
    default:
        Console.WriteLine("turns [SECONDS] [ROUNDS] [CONVERSATIONS ...]   or   growth [STORED CONVERSATIONS] [TURNS]   or   soak [MINUTES] [CONVERSATIONS]");
        return 2;
}

int Number(int position, int usual) => args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : usual;
