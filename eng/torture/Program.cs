using System.Globalization;
using ValorSpine.Bot.EndToEnd.Tests.Torture;
using ValorSpine.Bot.Torture;
using ValorSpine.Bot.Torture.Fuzzing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["storms", ..]:
        return await Storms.RunAsync(Number(1, 1000), Number(2, 3), Number(3, Environment.TickCount), TimeSpan.FromMinutes(Number(4, 24 * 60)));
    case ["kills", ..]:
        return await KillAsync(Number(1, 1000), Number(2, 1), Number(3, Environment.TickCount), [.. args.Skip(4)]);
    case ["fuzz", ..]:
        return await Fuzz.RunAsync(Number(1, 1_000_000), Number(2, Environment.TickCount), TimeSpan.FromMinutes(Number(3, 24 * 60)), [.. args.Skip(4)]);
    case ["content", ..]:
        return ContentFuzz.Run(Number(1, 10_000), Number(2, Environment.TickCount));
    default:
        Console.WriteLine("kills [COUNT] [REPLICAS] [SEED] [settings of the service]   or   storms [BLOWS] [REPLICAS] [SEED] [MINUTES]   or   fuzz [INPUTS] [SEED] [MINUTES] [settings of the service]   or   content [INPUTS] [SEED]");
        return 2;
}

static async Task<int> KillAsync(int kills, int replicas, int seed, string[] settings)
{
    var data = Directory.CreateTempSubdirectory("valorspine-torture-");
    Console.WriteLine($"{kills} kills of {replicas} process(es), seed {seed}, data in {data.FullName}");
    var findings = await new Torment(kills, replicas, Patients: 16, settings) { Tell = Console.WriteLine }.RunAsync(data.FullName, new Random(seed), CancellationToken.None);
    Console.WriteLine(findings);
    if (findings.Wrong.Count > 0)
        return 1;

    // What went wrong is kept to be looked at.
    data.Delete(recursive: true);
    return 0;
}

int Number(int position, int usual) => args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : usual;
