using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>A person's picture, at the site itself: two discs in the person's own colour, drawn when asked for.</summary>
internal static class UserPhoto
{
    private const int Size = 72;

    public static string Url(Tenant tenant, Person person) =>
        $"{tenant.Site}/_layouts/15/userphoto.aspx?size=M&accountname={Uri.EscapeDataString(person.UserName)}";

    public static SharePointAnswer For(Tenant tenant, string accountName) =>
        tenant.People.Find(accountName) is { } person ? new PictureAnswer(Draw(person)) : SharePointError.NotFound("userphoto.aspx");

    private static byte[] Draw(Person person)
    {
        var id = person.ObjectId.ToByteArray();
        (byte, byte, byte) shade = ((byte)(40 + id[0] % 120), (byte)(40 + id[1] % 120), (byte)(90 + id[2] % 120));
        return Png.Write(Size, Size, (x, y) => IsPerson(x, y) ? ((byte)245, (byte)243, (byte)238) : shade);
    }

    // A head, and shoulders below it.
    private static bool IsPerson(int x, int y) => IsWithin(x - 36, y - 28, 14) || IsWithin(x - 36, y - 74, 28);

    private static bool IsWithin(int dx, int dy, int radius) => dx * dx + dy * dy <= radius * radius;
}
