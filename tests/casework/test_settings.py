"""Settings that fail loudly, and keys that cannot be shared, guessed or taken from a demo."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from nadhir.config import environment
from nadhir.config.environment import SettingError
from nadhir.config.headers import HeadersMiddleware
from nadhir.config.install import main
from nadhir.config.keys import Key, KeyFileError, KeyRing, Purpose, bits_per_byte, make_keys, read_key

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "NADHIR_TEST_VARIABLE"


def started(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Starts the server's entry point in a process of its own, and returns how that ended."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("NADHIR_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", "import nadhir.config.wsgi"],
        cwd=ROOT,
        env={**given, "NADHIR_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# ── start-up ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_installation_on_its_own_keys_starts(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    ended = started(tmp_path)
    assert ended.returncode == 0, ended.stderr


def use_a_demo_key(home: Path) -> None:
    make_keys(home / "demo", is_demo=True)
    (home / "keys" / "ledger").write_bytes((home / "demo" / "keys" / "ledger").read_bytes())


def use_a_sample_secret(home: Path) -> None:
    path = home / "keys" / "django"
    sample = "Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWUtY2hhbmdlLW1l"  # a phrase over and over
    path.write_text(re.sub(r"key: .*", f"key: {sample}", path.read_text()))


def use_a_short_key(home: Path) -> None:
    path = home / "keys" / "master"
    path.write_text(re.sub(r"key: .*", "key: c2hvcnQ=", path.read_text()))


def open_a_key_to_others(home: Path) -> None:
    (home / "keys" / "drop").chmod(0o644)


def lose_a_key(home: Path) -> None:
    (home / "keys" / "links").unlink()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (use_a_demo_key, "demo's key"),
        (use_a_sample_secret, "looks like a sample"),
        (use_a_short_key, "bytes; 32 are needed"),
        (open_a_key_to_others, "others on this machine can read it"),
        (lose_a_key, "there is no such key"),
    ],
)
def test_start_up_refuses_a_key_that_protects_nothing(tmp_path: Path, spoil: Callable[[Path], None], says: str) -> None:
    make_keys(tmp_path, is_demo=False)
    spoil(tmp_path)
    ended = started(tmp_path)
    assert ended.returncode != 0
    assert says in ended.stderr
    assert "nadhir.E001" in ended.stderr


def test_start_up_refuses_a_home_without_keys(tmp_path: Path) -> None:
    ended = started(tmp_path)
    assert ended.returncode != 0
    assert "nadhir install" in ended.stderr


def test_start_up_refuses_an_open_address_without_tls(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    ended = started(tmp_path, NADHIR_PUBLIC_URL="http://watch.example")
    assert ended.returncode != 0
    assert "NADHIR_PUBLIC_URL" in ended.stderr


def test_start_up_refuses_a_database_in_memory(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    ended = started(tmp_path, NADHIR_DATABASE_URL="sqlite:///:memory:")
    assert ended.returncode != 0
    assert "nadhir.E002" in ended.stderr


def test_start_up_refuses_an_own_pack_that_cannot_be_loaded(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    broken = tmp_path / "packs" / "xx_duty"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("def build(", encoding="utf-8")
    (broken / "parameters.toml").write_text("", encoding="utf-8")
    ended = started(tmp_path, NADHIR_PACKS=str(tmp_path / "packs"))
    assert ended.returncode != 0
    assert "nadhir.E003" in ended.stderr
    assert str(broken) in ended.stderr


def test_start_up_refuses_a_folder_of_packs_that_is_not_there(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    ended = started(tmp_path, NADHIR_PACKS=str(tmp_path / "nowhere"))
    assert ended.returncode != 0
    assert "NADHIR_PACKS" in ended.stderr


def test_every_answer_carries_a_policy_that_lets_nobody_elses_content_in() -> None:
    request = RequestFactory().get("/w/token/")
    response = HeadersMiddleware(lambda _: HttpResponse("x"))(request)
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_installations_share_nothing(tmp_path: Path) -> None:
    for name in ("first", "second"):
        make_keys(tmp_path / name, is_demo=False)
    first, second = (KeyRing.load(tmp_path / name) for name in ("first", "second"))
    ours = {getattr(first, purpose).secret for purpose in Purpose}
    theirs = {getattr(second, purpose).secret for purpose in Purpose}
    assert len(ours) == len(Purpose)
    assert not ours & theirs


def test_keys_that_are_there_are_never_overwritten(tmp_path: Path) -> None:
    assert len(make_keys(tmp_path, is_demo=False)) == len(Purpose)
    before = KeyRing.load(tmp_path)
    assert make_keys(tmp_path, is_demo=False) == ()
    assert KeyRing.load(tmp_path) == before


def test_a_demo_and_an_installation_never_share_a_home(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=True)
    with pytest.raises(KeyFileError, match="demo"):
        make_keys(tmp_path, is_demo=False)
    (tmp_path / "THIS-IS-A-DEMO").unlink()
    with pytest.raises(KeyFileError, match="demo's key"):
        KeyRing.load(tmp_path)


def test_a_key_serves_one_purpose(tmp_path: Path) -> None:
    make_keys(tmp_path, is_demo=False)
    with pytest.raises(KeyFileError, match="for ledger"):
        read_key(tmp_path / "keys" / "ledger", purpose=Purpose.DROP)


@pytest.mark.parametrize("content", ["", "secret", "nadhir-key 1\npurpose: drop\n", "\u0627"])
def test_what_is_no_key_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "drop").write_text(content)
    with pytest.raises(KeyFileError):
        read_key(tmp_path / "drop", purpose=Purpose.DROP)


def test_a_key_does_not_show_itself() -> None:
    assert "herons" not in repr(Key(purpose=Purpose.DROP, is_demo=False, secret=b"seven herons"))


def test_chance_looks_like_chance_and_a_phrase_does_not() -> None:
    assert bits_per_byte(os.urandom(32)) > 4
    assert bits_per_byte(bytes(32)) == 0
    assert bits_per_byte(b"correct horse battery staple yes") < 3.8


def test_the_installer_says_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("made ") == len(Purpose)
    assert main([str(tmp_path)]) == 0
    assert "there already" in capsys.readouterr().out
    assert main([str(tmp_path), "--demo"]) == 2


# ── the environment ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: environment.read_flag(VARIABLE, default=False), "perhaps"),
        (lambda: environment.read_integer(VARIABLE, default=1, least=1, most=9), "ten"),
        (lambda: environment.read_integer(VARIABLE, default=1, least=1, most=9), "10"),
        (lambda: environment.read_choice(VARIABLE, default="a", choices=("a", "b")), "c"),
        (lambda: environment.read_folder(VARIABLE), "/nowhere/at/all"),
        (lambda: environment.read_folders(VARIABLE), "/,/nowhere/at/all"),
        (lambda: environment.read_database(VARIABLE, default=Path("x")), "mysql://host/name"),
        (lambda: environment.read_database(VARIABLE, default=Path("x")), "sqlite://relative"),
        (lambda: environment.read_database(VARIABLE, default=Path("x")), "postgresql://host"),
        (lambda: environment.read_database(VARIABLE, default=Path("x")), "postgresql://host/name?pool=many"),
        (lambda: environment.read_text(VARIABLE), " "),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], value: str
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(SettingError) as failure:
        read()
    assert VARIABLE in str(failure.value)
    assert failure.value.remedy


def test_a_database_is_named_by_one_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://us%40er:p%2Fw@db.example:5433/watch?sslmode=verify-full&pool=4")
    found = environment.read_database(VARIABLE, default=Path("x"))
    assert found["NAME"] == "watch"
    assert (found["USER"], found["PASSWORD"]) == ("us@er", "p/w")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "verify-full", "pool": {"min_size": 1, "max_size": 4, "timeout": 30}}


def test_every_setting_is_described_and_every_description_is_read() -> None:
    described = set(re.findall(r"^\| `(NADHIR_\w+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    read = set(
        re.findall(r'environment\.read_\w+\(\s*"(NADHIR_\w+)"', (ROOT / "nadhir/config/settings.py").read_text())
    )
    assert read <= described
    of_the_command_line = "".join(path.read_text() for path in (ROOT / "nadhir/cli").glob("*.py"))
    assert all(f'"{name}"' in of_the_command_line for name in described - read)


# ── fetching ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("is_demo", "variables", "says"),
    [
        (False, {}, "None"),
        (False, {"NADHIR_FETCH": "0"}, "None"),
        (False, {"NADHIR_FETCH": "1"}, "(), [80, 443], False"),
        (
            False,
            {"NADHIR_FETCH": "1", "NADHIR_FETCH_HOSTS": ".مثال.إختبار, News.Example.", "NADHIR_FETCH_PORTS": "443"},
            "('.xn--mgbh0fb.xn--kgbechtv', 'news.example'), [443], False",
        ),
        (True, {"NADHIR_FETCH": "1"}, "None"),
    ],
)
def test_a_house_fetches_only_where_its_operator_says_so_and_a_demo_never(
    tmp_path: Path, *, is_demo: bool, variables: dict[str, str], says: str
) -> None:
    make_keys(tmp_path, is_demo=is_demo)
    told = (
        "import django; django.setup()\n"
        "from nadhir.config.wiring import build_house\n"
        "f = build_house().fetcher\n"
        "print(f and f'{f.hosts}, {sorted(f.ports)}, {f.unsafe_loopback_for_tests}')"
    )
    given = {name: value for name, value in os.environ.items() if not name.startswith(("NADHIR_", "DJANGO_"))}
    known = {"NADHIR_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "nadhir.config.settings", **variables}
    ended = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, env={**given, **known}, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == says


@pytest.mark.parametrize(
    "value", ["https://news.example", "news.example:443", "*.news.example", "a b", "..example", "."]
)
def test_a_host_is_a_name_and_no_address_of_a_page(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(SettingError, match="without https"):
        environment.read_hosts(VARIABLE)


@pytest.mark.parametrize("value", ["0", "65536", "http", "80;443", "-1", "٨٠"])
def test_a_port_is_a_number_of_one(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(SettingError, match="write numbers"):
        environment.read_ports(VARIABLE, default=(80,))
