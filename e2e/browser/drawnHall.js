// A hall for pictures that people look at: rows of heads before a curtain, drawn in the place of a camera. After hall.js.
(() => {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  const take = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wish) => {
    const stream = await take(wish);
    const own = stream.getVideoTracks()[0];
    if (!own) return stream;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1280, 720];
    const pen = canvas.getContext('2d');
    if (!pen) return stream;
    let turn = 0;
    const draw = () => {
      turn += 0.05;
      for (let fold = 0; fold < 16; fold++) {
        pen.fillStyle = fold % 2 ? '#8c2f2b' : '#7d2926';
        pen.fillRect(fold * 80, 0, 80, 430);
      }
      pen.fillStyle = '#e8e2d4';
      pen.fillRect(0, 430, 1280, 290);
      pen.fillStyle = '#6b4a2f';
      pen.fillRect(60, 470, 1160, 60);
      for (let row = 0; row < 2; row++) {
        for (let seat = 0; seat < 6; seat++) {
          const x = 180 + seat * 184 + row * 60 + Math.sin(turn + seat + row * 2) * 4;
          const y = 350 + row * 210;
          const wide = 46 + row * 16;
          pen.fillStyle = ['#33506b', '#e9edf0', '#4c5a48', '#d9dfe6', '#5a4a5f', '#2f3b46'][(seat + row * 2) % 6];
          pen.beginPath();
          pen.ellipse(x, y + wide * 2.1, wide * 1.5, wide * 1.4, 0, Math.PI, 2 * Math.PI);
          pen.fill();
          pen.fillStyle = row ? '#2a211d' : '#c99a78';
          pen.beginPath();
          pen.arc(x, y, wide * 0.78, 0, 2 * Math.PI);
          pen.fill();
          if (row === 0) {
            pen.fillStyle = '#2a211d';
            pen.beginPath();
            pen.arc(x, y - 8, wide * 0.8, Math.PI, 2 * Math.PI);
            pen.fill();
          }
        }
        if (row === 0) {
          pen.fillStyle = '#7a5536';
          pen.fillRect(40, 452, 1200, 74);
        }
      }
    };
    draw();
    setInterval(draw, 100);
    stream.removeTrack(own);
    stream.addTrack(canvas.captureStream(10).getVideoTracks()[0]);
    return stream;
  };
})();
