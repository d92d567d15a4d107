using System.Text;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>About how an English word sounds: its consonants, those that sound alike as one, and whether it begins with a vowel (after Philips' Metaphone).</summary>
internal static class Sound
{
    /// <summary>Words that sound about the same have the same: "parylized" and "paralyzed", "cofing" and "coughing".</summary>
    public static string Of(string word)
    {
        var sound = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length; at++)
        {
            var (letter, next) = (word[at], at + 1 < word.Length ? word[at + 1] : ' ');
            if (IsVowel(letter))
            {
                if (at == 0)
                    sound.Append('A');
                continue;
            }

            switch (letter)
            {
                case 'p' when next == 'h':
                    sound.Append('f');
                    at++;
                    break;
                case 'g' when next == 'h':
                    // "cough" and "laugh", but "tight".
                    if (at > 1 && word[at - 1] == 'u' && word[at - 2] is 'o' or 'a')
                        sound.Append('f');
                    at++;
                    break;
                case 'c' when next == 'h':
                    sound.Append('C');
                    at++;
                    break;
                case 'c' when next == 'k':
                    sound.Append('k');
                    at++;
                    break;
                case 's' when next == 'h':
                    sound.Append('S');
                    at++;
                    break;
                case 't' when next == 'h':
                    sound.Append('T');
                    at++;
                    break;
                case 'h':
                    if (at == 0)
                        sound.Append('h');
                    break;
                case 'w' when !IsVowel(next):
                    break;
                default:
                    if (at == 0 || word[at - 1] != letter)
                        sound.Append(letter switch { 'c' => next is 'e' or 'i' or 'y' ? 's' : 'k', 'q' => 'k', 'z' => 's', _ => letter });
                    break;
            }
        }

        return sound.ToString();
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
