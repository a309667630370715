"""What `make run` refuses before it starts anything."""

import socket

import pytest

from setup import serve


@pytest.mark.parametrize("said", ["eight", "0", "65536", "-1"])
def test_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, capsys, said: str) -> None:
    monkeypatch.setenv("JINZE_PORT", said)
    with pytest.raises(SystemExit, match="2"):
        serve._port()
    assert "say a port between 1 and 65535" in capsys.readouterr().err


def test_port_in_use_is_said_plainly(capsys) -> None:
    with socket.create_server((serve.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match="2"):
            serve._refuse_taken(port)
    assert f"Port {port} on 127.0.0.1 is in use." in capsys.readouterr().err
