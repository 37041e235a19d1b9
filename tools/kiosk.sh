# `./nharong kiosk`: what a commune's box needs so that its browser opens the site's own screen by itself, with camera,
# microphone and sound granted and the house's authority trusted. For Debian and for Windows; nothing of it needs the Internet.

kiosk_usage() {
    cat <<'TEXT'
./nharong kiosk --server https://MÁY-CHỦ:8443 [--data DIR] [--out DIR]

Ghi ra thư mục DIR (mặc định: kiosk-box) những gì hộp của một điểm cầu cần: chính sách trình duyệt, chứng thực gốc của
máy chủ, tự khởi động. (Writes what the box of a site needs: browser policy, the server's authority, autostart.)
TEXT
}

# json_policy ORIGIN CERTIFICATE: the managed policy of Chromium, Chrome and Edge.
json_policy() {
    cat <<JSON
{
  "VideoCaptureAllowedUrls": ["$1"],
  "AudioCaptureAllowedUrls": ["$1"],
  "AutoplayAllowlist": ["$1"],
  "CACertificates": [$2],
  "RestoreOnStartup": 4,
  "RestoreOnStartupURLs": ["$1/kiosk"],
  "DefaultNotificationsSetting": 2,
  "TranslateEnabled": false,
  "PasswordManagerEnabled": false,
  "BrowserSignin": 0,
  "MetricsReportingEnabled": false
}
JSON
}

# registry KEY ORIGIN: the same for one browser in the registry of Windows.
registry() {
    for name in VideoCaptureAllowedUrls AudioCaptureAllowedUrls AutoplayAllowlist; do
        printf '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\%s\\%s]\r\n"1"="%s"\r\n\r\n' "$1" "$name" "$2"
    done
}

kiosk_box() {
    server=
    data=data
    out=kiosk-box
    while [ $# -gt 0 ]; do
        case $1 in
            --server | --data | --out)
                [ $# -ge 2 ] || fail "$1 cần một giá trị (needs a value)"
                case $1 in --server) server=$2 ;; --data) data=$2 ;; --out) out=$2 ;; esac
                shift 2
                ;;
            -h | --help)
                kiosk_usage
                exit 0
                ;;
            *) fail "tùy chọn lạ: $1 (unknown option)" ;;
        esac
    done
    # A quote or a blank in it would end up in somebody's configuration.
    case $server in
        *[!A-Za-z0-9:/.-]* | '') fail "thiếu hoặc sai địa chỉ máy chủ: --server https://MÁY-CHỦ:8443 (no server's address)" ;;
        https://?*) ;;
        *) fail "địa chỉ phải bắt đầu bằng https:// (the address must begin with https://): $server" ;;
    esac
    server=${server%/}
    certificate=
    authority=$data/tls/authority.crt
    if [ -f "$authority" ]; then
        certificate="\"$(sed -e '/-----/d' "$authority" | tr -d '\r\n')\""
    else
        say "không thấy $authority: hộp phải tin chứng thực của máy chủ bằng cách khác (no authority of our own found)"
    fi
    mkdir -p -- "$out/debian" "$out/windows" || fail "không ghi được vào $out (cannot write)"
    json_policy "$server" "$certificate" >"$out/debian/nharong.json"
    [ -z "$certificate" ] || cp -- "$authority" "$out/debian/nharong.crt"
    [ -z "$certificate" ] || cp -- "$authority" "$out/windows/nharong.crt"

    cat >"$out/debian/nharong-kiosk.service" <<UNIT
[Unit]
Description=Nhà Rông: màn hình điểm cầu
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart=/usr/bin/chromium --kiosk --no-first-run --hide-crash-restore-bubble --noerrdialogs --password-store=basic --user-data-dir=%h/.config/nharong-kiosk $server/kiosk
Restart=always
RestartSec=2

[Install]
WantedBy=graphical-session.target
UNIT
    cat >"$out/debian/nharong-kiosk.desktop" <<'DESKTOP'
[Desktop Entry]
Type=Application
Name=Nhà Rông
Comment=Màn hình điểm cầu
Exec=systemctl --user start nharong-kiosk.service
X-GNOME-Autostart-enabled=true
DESKTOP
    cat >"$out/debian/install.sh" <<'SCRIPT'
#!/bin/sh
# Chạy bằng quyền root: sudo ./install.sh TÊN-NGƯỜI-DÙNG  (run as root; the user who signs in on this box)
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
user=${1:?thiếu tên người dùng của hộp (the name of the box user is missing)}
home=$(getent passwd "$user" | cut -d: -f6)
[ -d "$home" ] || { echo "không có người dùng $user (no such user)" >&2; exit 1; }
command -v chromium >/dev/null 2>&1 || apt-get install -y chromium
install -D -m 644 "$here/nharong.json" /etc/chromium/policies/managed/nharong.json
[ ! -f "$here/nharong.crt" ] || {
    install -D -m 644 "$here/nharong.crt" /usr/local/share/ca-certificates/nharong.crt
    update-ca-certificates >/dev/null
}
install -D -m 644 "$here/nharong-kiosk.service" /etc/systemd/user/nharong-kiosk.service
install -D -m 644 "$here/nharong-kiosk.desktop" /etc/xdg/autostart/nharong-kiosk.desktop
# A television that sleeps in the middle of a meeting is no television.
systemctl mask sleep.target suspend.target hibernate.target >/dev/null 2>&1 || true
echo "Xong. Khởi động lại hộp; màn hình sẽ hiện mã ghép. (Done. Restart the box; it will show a pairing code.)"
SCRIPT
    chmod +x "$out/debian/install.sh"

    {
        printf 'Windows Registry Editor Version 5.00\r\n\r\n'
        registry 'Microsoft\Edge' "$server"
        registry 'Google\Chrome' "$server"
    } >"$out/windows/nharong.reg"
    {
        printf '@echo off\r\n'
        printf 'rem Man hinh diem cau Nha Rong: mo lai trinh duyet khi no tat (opens the browser again when it ends)\r\n'
        printf ':again\r\n'
        printf 'start /wait msedge --kiosk %s/kiosk --edge-kiosk-type=fullscreen --no-first-run --hide-crash-restore-bubble\r\n' "$server"
        printf 'timeout /t 2 /nobreak >nul\r\n'
        printf 'goto again\r\n'
    } >"$out/windows/nharong-kiosk.cmd"
    {
        printf '@echo off\r\n'
        printf 'rem Chay bang quyen quan tri (run as administrator)\r\n'
        printf 'cd /d "%%~dp0"\r\n'
        printf 'if exist nharong.crt certutil -addstore -f Root nharong.crt\r\n'
        printf 'reg import nharong.reg\r\n'
        printf 'if not exist "%%ProgramData%%\\NhaRong" mkdir "%%ProgramData%%\\NhaRong"\r\n'
        printf 'copy /y nharong-kiosk.cmd "%%ProgramData%%\\NhaRong\\" >nul\r\n'
        printf 'schtasks /create /f /tn NhaRong /sc onlogon /tr "\\"%%ProgramData%%\\NhaRong\\nharong-kiosk.cmd\\""\r\n'
        printf 'powercfg /change monitor-timeout-ac 0\r\n'
        printf 'powercfg /change standby-timeout-ac 0\r\n'
        printf 'echo Xong. Dang xuat roi dang nhap lai. (Done. Sign out and in again.)\r\n'
    } >"$out/windows/install.cmd"
    printf '%s\n' "$out"
}
